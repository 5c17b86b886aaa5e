using System.Globalization;
using System.Text.Json;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Comparing;

/// <summary>Runs against runs: re-runs judged, devices set against each other, and what differs.</summary>
public static class ComparisonReport
{
    public static Report Of(ComparedRuns runs) => new(
        [.. Head("First", runs.First), .. runs.Later.SelectMany(later => Head("Later", later.Run)), Legend(runs), .. ForeignNotes.Of(runs)],
        [.. DifferenceTable.Sections(runs), .. runs.Later.SelectMany(ComparisonTable.Sections)],
        ComparisonFlat.Of(runs),
        JsonSerializer.Serialize(ComparisonDocument.Of(runs), ReportsJson.Default.ComparisonDocument) + "\n")
    {
        Closing = [.. runs.Later.Select(later => $"{later.Run.Label}: {later.Summary}.")],
    };

    private static IEnumerable<string> Head(string which, ComparedRun run)
    {
        var lines = RunHead.Of(run.Document).ToList();
        lines[0] = $"{which}: {run.Label}: {lines[0]}";
        return lines;
    }

    private static string Legend(ComparedRuns runs)
    {
        var threshold = string.Create(CultureInfo.InvariantCulture, $"{100 * runs.Threshold:0.###} %");
        return "later/first: of rates, so less than 1 is slower; re-run: where 95 % of re-runs of unchanged code are expected. "
            + $"Slower, faster: by more than {threshold} and outside that range. Undecided: inside it, and it reaches beyond {threshold}. "
            + "Unchanged: neither.";
    }
}
