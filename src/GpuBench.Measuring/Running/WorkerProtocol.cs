using System.Text.Json;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Running;

/// <summary>
/// How entries travel through a worker's standard output: each as JSON behind a record separator (RFC 7464), on a line of
/// its own. Native libraries print to the same stream whenever they like; what has no separator is theirs.
/// </summary>
public static class WorkerProtocol
{
    private const char RecordSeparator = '\u001e';

    public static string Encode(JournalEntry entry) =>
        $"\n{RecordSeparator}{JsonSerializer.Serialize(entry, JournalJson.Default.JournalEntry)}\n";

    /// <returns>Null: the line is not an entry.</returns>
    /// <exception cref="JsonFault">It has a separator, and what follows is no entry of this version.</exception>
    public static JournalEntry? Decode(string line)
    {
        var start = line.LastIndexOf(RecordSeparator);
        if (start < 0)
            return null;
        var entry = JsonText.Parse(line[(start + 1)..], JournalJson.Default.JournalEntry);
        EntryCheck.Require(entry);
        return entry;
    }

    public static string EncodeRequest(WorkerRequest request) =>
        JsonSerializer.Serialize(request, WorkerRequestJson.Default.WorkerRequest);

    /// <exception cref="JsonFault">The line is no request.</exception>
    public static WorkerRequest DecodeRequest(string line) =>
        JsonText.Parse(line, WorkerRequestJson.Default.WorkerRequest);
}

/// <summary>How a request is written as JSON: as <see cref="JournalJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WorkerRequest))]
internal sealed partial class WorkerRequestJson : JsonSerializerContext;
