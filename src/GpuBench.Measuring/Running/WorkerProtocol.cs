using System.Text.Json;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Running;

/// <summary>
/// Format of entries on the standard output of a worker: JSON after a record separator (RFC 7464), one entry a line. Native libraries print
/// to the same stream at any time; lines without a separator are theirs.
/// </summary>
public static class WorkerProtocol
{
    private const char RecordSeparator = '\u001e';

    public static string Encode(JournalEntry entry) =>
        $"\n{RecordSeparator}{JsonSerializer.Serialize(entry, JournalJson.Default.JournalEntry)}\n";

    /// <returns>Null: the line is not an entry.</returns>
    /// <exception cref="JsonFault">The line has a separator, but no entry of this version follows it.</exception>
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

    /// <exception cref="JsonFault">The line is not a request.</exception>
    public static WorkerRequest DecodeRequest(string line) =>
        JsonText.Parse(line, WorkerRequestJson.Default.WorkerRequest);
}

/// <summary>JSON format of a request, as <see cref="JournalJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WorkerRequest))]
internal sealed partial class WorkerRequestJson : JsonSerializerContext;
