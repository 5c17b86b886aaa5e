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

/// <param name="IsRehearsal">No GPU took part: never a result.</param>
/// <param name="Commit">Of the sources; empty where it is unknown.</param>
public sealed record RunBegan(DateTimeOffset At, bool IsRehearsal, string Commit, double PlannedSeconds) : JournalLine;

/// <param name="Command">As it was carried out.</param>
/// <param name="ExitCode">Null: it was not started.</param>
/// <param name="Problems">What was not as expected, or why it was not started.</param>
/// <param name="Facts">The device and the driver where its log names them.</param>
public sealed record StepEnded(
    string Check,
    Verdict Verdict,
    string Command,
    int? ExitCode,
    double Seconds,
    IReadOnlyList<string> Problems,
    IReadOnlyList<Reading> Values,
    IReadOnlyDictionary<string, string> Facts) : JournalLine;

/// <param name="Stopped">Why the rest was not carried out; null: everything had its turn.</param>
public sealed record ChecksEnded(DateTimeOffset At, double Seconds, string? Stopped) : JournalLine;

/// <summary>What happened, one JSON object a line, appended as it happens.</summary>
public sealed class Journal(string path)
{
    public const string FileName = "checks.jsonl";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public void Add(JournalLine line) => File.AppendAllText(path, JsonSerializer.Serialize(line, Json) + "\n");

    /// <summary>Every whole line; what was cut off at the end is left out.</summary>
    /// <exception cref="InvalidDataException">A line in the middle is none of a journal.</exception>
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
