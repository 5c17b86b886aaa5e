using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Results;

/// <summary>Reads and writes results documents.</summary>
public static class ResultFile
{
    /// <summary>Chosen: bytes of some thousand rows.</summary>
    private const long LongText = 8_000_000;

    public static string Serialize(ResultDocument document)
    {
        var json = JsonSerializer.Serialize(document, ResultJson.Default.ResultDocument);
        return (document.Foreign.Count == 0 ? json : ForeignElements.PutBack(json, document.Foreign)) + "\n";
    }

    /// <exception cref="UserError">Exit code 1.</exception>
    public static void Write(string path, ResultDocument document) =>
        AtomicFile.WriteAllText(path, Serialize(document));

    /// <summary>
    /// Reads a document. Recomputes the statistics of each row from its samples and its work from its point, and compares its timer with
    /// the host's clock. A row becomes suspect if numbers differ, if its clocks disagree, or if a number is impossible.
    /// </summary>
    /// <param name="workloads">Workloads whose work can be counted; the work of others is not checked.</param>
    /// <exception cref="UserError">Exit code 4.</exception>
    public static ResultDocument Read(string path, IReadOnlyList<WorkloadDefinition> workloads)
    {
        var document = Parse(path);
        ReturnMemory(path);
        var timers = document.Manifest.Devices.DistinctBy(Of).ToDictionary(Of, opened => opened.Timer);
        return document with
        {
            Rows = [.. document.Rows.Select(row => RowFaults.OfClock(
                RowFaults.MakeSuspect(row, workloads), timers.GetValueOrDefault((row.Engine, row.Device.Id))))],
        };

        static (string, string) Of(DeviceOpened opened) => (opened.Device.Engine, opened.Device.Id);
    }

    /// <summary>Parsing leaves several times the text as garbage. It would stay for the rest of a short command.</summary>
    private static void ReturnMemory(string path)
    {
        if (new FileInfo(path).Length > LongText)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private static ResultDocument Parse(string path)
    {
        var text = InputFile.ReadAllBytes(path);
        try
        {
            var document = Parse(text);
            SchemaVersions.Require(document.SchemaVersion, SchemaVersions.Results);
            RequireWhole(document);
            return document;
        }
        catch (JsonFault fault)
        {
            throw UserError.BadInput($"{path}: not a results document ({fault.Message})", fault);
        }
    }

    private static ResultDocument Parse(byte[] text)
    {
        try
        {
            return JsonText.Parse(text, ResultJson.Default.ResultDocument);
        }
        catch (JsonFault fault) when (ForeignElements.MayBe(fault))
        {
            var (known, foreign) = ForeignElements.SetAside(JsonText.Utf8(text));
            if (foreign.Count == 0)
                throw;
            return JsonText.Parse(known, ResultJson.Default.ResultDocument) with { Foreign = foreign };
        }
    }

    /// <exception cref="JsonFault">Two rows have one key.</exception>
    private static void RequireWhole(ResultDocument document)
    {
        if (document.Rows.CountBy(row => row.Key).FirstOrDefault(key => key.Value > 1) is { Key: { } twice })
            throw new JsonFault($"two rows have the key {twice}");
    }
}

/// <summary>JSON format of a results document, as <see cref="JournalJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ResultDocument))]
[JsonSerializable(typeof(ResultRow))]
[JsonSerializable(typeof(DeviceOpened))]
[JsonSerializable(typeof(MissingBackend))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class ResultJson : JsonSerializerContext;
