using System.Globalization;

namespace GpuBench.GpuChecks.Running;

/// <summary>The folder of a run: the journal, a log for each step, and the results that steps write. It is packed as a whole.</summary>
/// <param name="archive">Path of the packed folder.</param>
/// <param name="commit">Commit of the sources. Empty if it is unknown.</param>
/// <param name="repeats">
/// If false, a step whose command has already run gets the log of that command. A measured figure would then have no value.
/// </param>
public sealed class RunPlace(
    string folder, string archive, string commit, IReadOnlyDictionary<string, string> environment, bool repeats = true)
{
    private readonly Dictionary<string, (string Log, StepEnd End)> _ended = new(StringComparer.Ordinal);
    private readonly string _logs = Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName;
    private readonly Lock _gate = new();

    public string Commit => commit;

    public Journal Journal { get; } = new(Path.Combine(folder, Journal.FileName));

    /// <summary>The current folder of every step.</summary>
    public string Results { get; } = Directory.CreateDirectory(Path.Combine(folder, "results")).FullName;

    public StepEnd Start(string name, string command, double limitSeconds, CancellationToken cancellation)
    {
        lock (_ended)
        {
            if (!repeats && _ended.TryGetValue(command, out var same))
            {
                File.Copy(same.Log, LogPath(name), overwrite: true);
                return same.End with { Seconds = 0 };
            }
        }

        var variables = new Dictionary<string, string>(environment, StringComparer.Ordinal)
        {
            ["LIMIT_SECONDS"] = Math.Floor(limitSeconds).ToString(CultureInfo.InvariantCulture),
        };
        var end = new ProcessGroup(Results, variables).Run(command, LogPath(name), TimeSpan.FromSeconds(limitSeconds), cancellation);
        lock (_ended)
            _ended[command] = (LogPath(name), end);
        return end;
    }

    /// <summary>Bytes that are not UTF-8 are replaced.</summary>
    public string ReadLog(string name) => File.Exists(LogPath(name)) ? File.ReadAllText(LogPath(name)) : "";

    public void Pack()
    {
        lock (_gate)
            ResultArchive.Pack(folder, archive);
    }

    private string LogPath(string name) => Path.Combine(_logs, name + ".log");
}
