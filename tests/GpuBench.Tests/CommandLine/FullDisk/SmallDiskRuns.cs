using System.Globalization;

namespace GpuBench.Tests.CommandLine.FullDisk;

/// <summary>The results of two runs. The disk of the first run was too small.</summary>
/// <param name="folder">The folder of the copies.</param>
internal sealed class SmallDiskRuns(string folder)
{
    public CliResult First { get; } = Result(folder, "first");

    public CliResult Second { get; } = Result(folder, "second");

    /// <summary>The complete lines of the first run's journal. Empty if there was no journal.</summary>
    public byte[] JournalOfFirst { get; } = JournalCheck.WholeLines(Path.Combine(folder, "first", "run.json.journal.jsonl"));

    public string SecondFile(string name) => Path.Combine(folder, "second", name);

    /// <summary>Names of the files that were on the disk after the first run.</summary>
    public IEnumerable<string> FilesOfFirst => Directory.GetFiles(Path.Combine(folder, "first")).Select(path => Path.GetFileName(path));

    private static CliResult Result(string folder, string which) => new(
        int.Parse(File.ReadAllText(Path.Combine(folder, which + ".exit")), CultureInfo.InvariantCulture),
        ReadText(Path.Combine(folder, which, "report.json")),
        File.ReadAllText(Path.Combine(folder, which + ".error")));

    private static string ReadText(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}
