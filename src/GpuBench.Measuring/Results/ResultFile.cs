using System.Text.Json;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Results;

/// <summary>Results documents on disk.</summary>
public static class ResultFile
{
    /// <summary>Statistics read back may differ from those stored by no more than rounding.</summary>
    private const double Tolerance = 1e-9;

    public static string Serialize(ResultDocument document) =>
        JsonSerializer.Serialize(document, MeasuringJson.Default.ResultDocument) + "\n";

    /// <exception cref="UserError">Exit code 1.</exception>
    public static void Write(string path, ResultDocument document) =>
        AtomicFile.WriteAllText(path, Serialize(document));

    /// <summary>Reads a document and recomputes every row's statistics from its samples; a row whose numbers differ becomes suspect.</summary>
    /// <exception cref="UserError">Exit code 4.</exception>
    public static ResultDocument Read(string path)
    {
        var document = Parse(path);
        return document with { Rows = [.. document.Rows.Select(Recheck)] };
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

    private static ResultRow Recheck(ResultRow row)
    {
        if (row.Status != TrialStatus.Ok)
            return row;
        var computed = RowStatistics.Of(row.Rounds, row.Work.Amount(row.ValueUnit));
        if (computed is null)
            return Suspect(row, "it has a value but no samples");
        return Same(computed.Median, row.Median)
            && Same(computed.Interval.Low, row.Low) && Same(computed.Interval.High, row.High)
            && Same(computed.Prediction?.Low, row.PredictLow) && Same(computed.Prediction?.High, row.PredictHigh)
            ? row
            : Suspect(row, "its stored statistics do not follow from its samples");
    }

    private static bool Same(double? computed, double? stored) =>
        computed is null || stored is null
            ? computed is null && stored is null
            : Math.Abs(computed.Value - stored.Value) <= Tolerance * Math.Abs(computed.Value);

    private static ResultRow Suspect(ResultRow row, string reason) =>
        row with { Status = TrialStatus.Suspect, Reason = reason };
}
