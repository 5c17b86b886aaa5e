using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Reports.Results;

/// <summary>Rows of a results document whole: fields, rounds, sensors, and the published figures with the verdict on each.</summary>
public static class RowDetailReport
{
    /// <returns>
    /// The document with the rows of this name; if there is none, with those whose key or name has the text. Case does not matter.
    /// </returns>
    public static ResultDocument Matching(ResultDocument document, string text)
    {
        var named = document.Rows.Where(row => Names(row).Contains(text.Trim(), StringComparer.OrdinalIgnoreCase)).ToList();
        return document with
        {
            Rows = named.Count > 0
                ? named
                : [.. document.Rows.Where(row => $"{Name(row)}|{row.Key}".Contains(text, StringComparison.OrdinalIgnoreCase))],
            Foreign = [],
        };
    }

    /// <param name="document">The whole run; <paramref name="normalizer"/> filled its comparisons.</param>
    /// <param name="rows">The document with the rows to explain, from <see cref="Matching"/>.</param>
    public static Report Of(ResultDocument document, ResultDocument rows, ResultNormalizer normalizer)
    {
        var candidates = new CandidateTables(document, normalizer, ofSeveralRows: rows.Rows.Count > 1);
        return new(
            [
                .. rows.Rows.Select(row => WorkloadDefinitions.Find(row.Workload)).Distinct()
                    .Where(workload => workload is not null).Select(workload => $"{workload!.Name}: {workload.Description}"),
            ],
            [.. rows.Rows.SelectMany(row => SectionsOf(row, candidates))],
            FlatResults.Of(rows, normalizer.Against),
            ResultFile.Serialize(rows));
    }

    private static IEnumerable<Section> SectionsOf(ResultRow row, CandidateTables candidates)
    {
        var name = Name(row);
        yield return new(name, Fields(row));
        if (row.Rounds.Count > 0)
            yield return RoundTables.Rounds(name, row);
        if (RoundTables.Sensors(name, row) is { } sensors)
            yield return sensors;
        foreach (var section in candidates.Of(name, row))
            yield return section;
    }

    private static string[] Names(ResultRow row) =>
        [PointText.Of(row), $"{row.Engine} {PointText.Of(row)}", $"{row.Device.Id} {PointText.Of(row)}", Name(row), row.Key];

    private static string Name(ResultRow row) => $"{row.Device.Id} {row.Engine} {PointText.Of(row)}";

    private static Table Fields(ResultRow row)
    {
        var table = new Table(new("field"), new("value", Wraps: true));
        foreach (var (name, value) in Measured(row).Where(field => !string.IsNullOrEmpty(field.Value)))
            table.Add(name, value!);
        foreach (var comparison in row.Comparisons)
            table.Add(
                $"ratio to {comparison.Against}",
                JudgedText.Of(comparison) + (comparison.Figure is { } figure ? $" ({figure})" : ""));
        return table;
    }

    private static IEnumerable<(string Name, string? Value)> Measured(ResultRow row)
    {
        yield return ("status", row.Reason is { } reason ? $"{row.Status.Text()}: {reason}" : row.Status.Text());
        yield return ("value", ValueText.Of(row.Median, row.ValueUnit));
        yield return ("95 %", Range(row.Low, row.High));
        yield return ("re-run", Range(row.PredictLow, row.PredictHigh));
        yield return ("noise", row.Noise is { } noise ? $"{Quantity.Percent(noise)} relative standard deviation of all samples" : null);
        yield return ("rounds", row.Rounds.Count == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Rounds.Count}, with {row.Rounds.Sum(round => round.SamplesSeconds.Count)} samples (stopped: {row.Stopped})"));
        yield return ("work of a launch", Work(row));
        if (row.Median is not null && row.Rounds.Count > 0)
            foreach (var field in OfLaunch(new(row)))
                yield return field;
        yield return ("conditions", $"cache {row.Cache.Text()}, regime {row.Regime.Text()}, launch {row.Launch.Text()}");
        yield return ("kernel", row.KernelReason is { } why ? $"{row.Kernel}: {why}" : row.Kernel);
        yield return ("hardware unit", row.Unit?.Text());
        yield return ("limiter", row.Median is null ? null : row.Limiter.Text());
        yield return ("timer", row.Timer);
        yield return ("clock check", row.ClockCheck is { } clocks ? $"{clocks.Outcome.Text()}: {clocks.Reason}" : null);
        yield return ("check", row.Rounds is [.., var last] ? last.CheckAfter.ToString() : null);
        yield return ("nominal limit", row.NominalCheck is { } check ? $"{check.Status.Text()}: {check.Why}" : null);
    }

    private static IEnumerable<(string Name, string? Value)> OfLaunch(LaunchCostText cost)
    {
        yield return ("device time of a launch", cost.DeviceTime);
        yield return (cost.Name, cost.Percentiles);
        yield return ("host time of a launch", cost.HostTime);
        yield return ("host's calls", cost.Calls.Length > 0 ? $"{cost.Calls} of the device time until they returned" : null);
        yield return ("energy", cost.Energy.Length > 0 ? $"{cost.Energy} of the whole board, idle power included" : null);
        yield return ("peak memory", cost.PeakMemory);
        yield return ("kernels of a launch", cost.Kernels);
    }

    private static string Work(ResultRow row)
    {
        var (work, operations) = (row.Work, row.ValueUnit == ValueUnit.OperationsPerSecond ? "OP" : "FLOP");
        string?[] parts =
        [
            work.OperationCount > 0 ? Quantity.Format(work.OperationCount, operations) : null,
            work.BytesRead > 0 ? $"{Quantity.Format(work.BytesRead, "B")} read" : null,
            work.BytesWritten > 0 ? $"{Quantity.Format(work.BytesWritten, "B")} written" : null,
            work.TokenCount > 0 ? $"{Quantity.Format(work.TokenCount, "").TrimEnd()} tokens" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private static string Range(double? low, double? high) =>
        low is { } from && high is { } to ? Quantity.Format(new Interval(from, to)) : "";
}
