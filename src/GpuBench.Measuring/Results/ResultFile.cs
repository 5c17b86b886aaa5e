using System.Text.Json;
using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Results;

/// <summary>Results documents on disk.</summary>
public static class ResultFile
{
    public static string Serialize(ResultDocument document)
    {
        var json = JsonSerializer.Serialize(document, MeasuringJson.Default.ResultDocument);
        return (document.Foreign.Count == 0 ? json : ForeignElements.PutBack(json, document.Foreign)) + "\n";
    }

    /// <exception cref="UserError">Exit code 1.</exception>
    public static void Write(string path, ResultDocument document) =>
        AtomicFile.WriteAllText(path, Serialize(document));

    /// <summary>
    /// Reads a document, recomputes every row's statistics from its samples, and sets its timer against the host's clock; a row whose
    /// numbers differ, or whose clocks disagree, becomes suspect.
    /// </summary>
    /// <exception cref="UserError">Exit code 4.</exception>
    public static ResultDocument Read(string path)
    {
        var document = Parse(path);
        var timers = document.Manifest.Devices.DistinctBy(Of).ToDictionary(Of, opened => opened.Timer);
        return document with
        {
            Rows = [.. document.Rows.Select(row => RowChecks.OfClock(
                RowChecks.OfStatistics(row), timers.GetValueOrDefault((row.Engine, row.Device.Id))))],
        };

        static (string, string) Of(DeviceOpened opened) => (opened.Device.Engine, opened.Device.Id);
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
            return JsonText.Parse(text, MeasuringJson.Default.ResultDocument);
        }
        catch (JsonFault fault) when (ForeignElements.MayBe(fault))
        {
            var (known, foreign) = ForeignElements.SetAside(JsonText.Utf8(text));
            if (foreign.Count == 0)
                throw;
            return JsonText.Parse(known, MeasuringJson.Default.ResultDocument) with { Foreign = foreign };
        }
    }

    /// <exception cref="JsonFault">Two rows are of one trial.</exception>
    private static void RequireWhole(ResultDocument document)
    {
        if (document.Rows.CountBy(row => row.Key).FirstOrDefault(key => key.Value > 1) is { Key: { } twice })
            throw new JsonFault($"two rows have the key {twice}");
    }
}
