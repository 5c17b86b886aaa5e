using System.Text.Json;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Results;

/// <summary>Results documents on disk.</summary>
public static class ResultFile
{
    public static string Serialize(ResultDocument document) =>
        JsonSerializer.Serialize(document, MeasuringJson.Default.ResultDocument) + "\n";

    /// <exception cref="UserError">Exit code 1.</exception>
    public static void Write(string path, ResultDocument document) =>
        AtomicFile.WriteAllText(path, Serialize(document));

    /// <summary>
    /// Reads a document, recomputes every row's statistics from its samples and its work from its point, and sets its timer against the
    /// host's clock; a row whose numbers differ, whose clocks disagree, or that holds a number which cannot be, becomes suspect.
    /// </summary>
    /// <param name="workloads">Those whose work can be counted; work of others is taken as it stands.</param>
    /// <exception cref="UserError">Exit code 4.</exception>
    public static ResultDocument Read(string path, IReadOnlyList<WorkloadDefinition> workloads)
    {
        var document = Parse(path);
        var timers = document.Manifest.Devices.DistinctBy(Of).ToDictionary(Of, opened => opened.Timer);
        return document with
        {
            Rows = [.. document.Rows.Select(row => RowFaults.OfClock(
                RowFaults.MakeSuspect(row, workloads), timers.GetValueOrDefault((row.Engine, row.Device.Id))))],
        };

        static (string, string) Of(DeviceOpened opened) => (opened.Device.Engine, opened.Device.Id);
    }

    private static ResultDocument Parse(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var document = JsonSerializer.Deserialize(file, MeasuringJson.Default.ResultDocument)
                ?? throw new JsonException("the document is null");
            RequireWhole(document);
            return document.SchemaVersion <= SchemaVersions.Results
                ? document
                : throw UserError.BadInput($"{path}: schema version {document.SchemaVersion} is newer than this program reads ({SchemaVersions.Results}); update gpubench");
        }
        catch (JsonException cause)
        {
            throw UserError.BadInput($"{path}: not a results document ({JsonProblem.Of(cause)})", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw UserError.BadInput($"{path}: cannot be read ({cause.Message.TrimEnd('.')})", cause);
        }
    }

    /// <exception cref="JsonException">Something in a list is null, or two rows are of one trial.</exception>
    private static void RequireWhole(ResultDocument document)
    {
        NullElements.Refuse("devices", document.Manifest.Devices);
        NullElements.Refuse("missing", document.Manifest.Missing);
        NullElements.Refuse("rows", document.Rows);
        NullElements.Refuse("rounds", document.Rows.SelectMany(row => row.Rounds));
        if (document.Rows.CountBy(row => row.Key).FirstOrDefault(key => key.Value > 1) is { Key: { } twice })
            throw new JsonException($"two rows have the key {twice}");
    }
}
