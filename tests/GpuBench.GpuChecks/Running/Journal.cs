using System.Text.Json;
using System.Text.Json.Serialization;
using GpuBench.GpuChecks.Judging;

namespace GpuBench.GpuChecks.Running;

[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    Passed,
    Failed,
    TimedOut,
    Skipped,
}

/// <summary>A line of the journal.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RunBegan), "began")]
[JsonDerivedType(typeof(StepEnded), "step")]
[JsonDerivedType(typeof(ChecksEnded), "ended")]
public abstract record JournalLine;

/// <param name="IsRehearsal">The run used no GPU and is never a result.</param>
/// <param name="Commit">Commit of the sources. Empty if it is unknown.</param>
public sealed record RunBegan(DateTimeOffset At, bool IsRehearsal, string Commit, double PlannedSeconds) : JournalLine;

/// <param name="Command">The command as it ran.</param>
/// <param name="ExitCode">Null if the command was not started.</param>
/// <param name="Problems">What was not as expected, or why the command was not started.</param>
/// <param name="Facts">The device and the driver, if the step's log names them.</param>
public sealed record StepEnded(
    string Check,
    Verdict Verdict,
    string Command,
    int? ExitCode,
    double Seconds,
    IReadOnlyList<string> Problems,
    IReadOnlyList<Reading> Values,
    IReadOnlyDictionary<string, string> Facts) : JournalLine;

/// <param name="Stopped">The reason why the remaining checks did not run. Null if the run did not stop early.</param>
public sealed record ChecksEnded(DateTimeOffset At, double Seconds, string? Stopped) : JournalLine;

/// <summary>The events of a run, one JSON object a line, appended as they happen.</summary>
public sealed class Journal(string path)
{
    public const string FileName = "checks.jsonl";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public void Add(JournalLine line) => File.AppendAllText(path, JsonSerializer.Serialize(line, Json) + "\n");

    /// <summary>Every complete line. An incomplete last line is left out.</summary>
    /// <exception cref="InvalidDataException">A line before the last is not a line of a journal.</exception>
    public static IReadOnlyList<JournalLine> Read(string path)
    {
        var lines = File.ReadAllText(path).Split('\n');
        return [.. lines[..^1].Select((line, index) => Parse(path, line, index + 1))];
    }

    private static JournalLine Parse(string path, string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalLine>(line, Json) ?? throw new InvalidDataException($"{path}, line {number}: null");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path}, line {number}: {wrong.Message}", wrong);
        }
    }
}
