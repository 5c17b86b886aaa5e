using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Reports.Formatting;

/// <summary>What one launch of a row takes, for people. Each text is empty if the rounds do not give the number.</summary>
/// <param name="row">A row with samples.</param>
internal sealed class LaunchCostText(ResultRow row)
{
    /// <summary>Computed from the rounds, so that rows of older files have it.</summary>
    private readonly LaunchCost _cost = LaunchCost.Of(row) ?? new();

    private readonly double? _deviceSeconds = row.MedianSeconds ?? row.Work.Amount(row.ValueUnit) / row.Median;

    /// <summary>Whether a launch is a pass of a model, whose time has a name of its own.</summary>
    public static bool IsOfModel(ResultRow row) => ModelName(row) is not null;

    /// <summary>The name that language models give to the time of this launch.</summary>
    public string Name => ModelName(row) ?? "single launches";

    public string P50 => Seconds(_cost.P50Seconds);

    public string P95 => Seconds(_cost.P95Seconds);

    public string P99 => Seconds(_cost.P99Seconds);

    /// <returns>E.g. <c>p50 20.0 ms, p95 20.9 ms of 30 samples; p99 needs 100</c>.</returns>
    public string Percentiles
    {
        get
        {
            if (P50.Length == 0)
                return "";
            var count = row.Rounds.Sum(round => round.SamplesSeconds.Count);
            var samples = count == 1 ? "sample" : "samples";
            var known = new[] { ("p50", P50), ("p95", P95), ("p99", P99) }.Where(one => one.Item2.Length > 0)
                .Select(one => $"{one.Item1} {one.Item2}");
            var missing = P95.Length == 0 ? Needs("p95", LaunchCost.MinSamplesOfP95)
                : P99.Length == 0 ? Needs("p99", LaunchCost.MinSamplesOfP99)
                : "";
            return string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", known)} of {count} {samples}{missing}");
        }
    }

    /// <summary>The median by the device's timer.</summary>
    public string DeviceTime => Seconds(_deviceSeconds);

    public string HostTime => Seconds(_cost.HostSeconds);

    /// <returns>Time until the calls returned and its share of the device's time, e.g. <c>12.0 ms, 60 %</c>.</returns>
    public string Calls => _cost.EnqueueSeconds is { } calls
        ? Seconds(calls) + (_deviceSeconds is { } device ? $", {Quantity.Percent(calls / device)}" : "")
        : "";

    /// <returns>Per token for models, per launch for others.</returns>
    public string Energy => _cost switch
    {
        { JoulesPerToken: { } perToken } => Quantity.Format(perToken, "J/token"),
        { Joules: { } joules } => Quantity.Format(joules, "J/launch"),
        _ => "",
    };

    public string PeakMemory => _cost.PeakMemoryBytes is { } bytes ? Quantity.Format(bytes, "B") : "";

    public string Kernels => _cost.Kernels?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string? ModelName(ResultRow row) =>
        row.Workload == PrefillDefinition.Instance.Name ? "time to first token (TTFT)"
        : row.Workload == DecodeDefinition.Instance.Name ? "time per output token (TPOT)"
        : null;

    private static string Needs(string name, int count) => string.Create(CultureInfo.InvariantCulture, $"; {name} needs {count}");

    private static string Seconds(double? seconds) => seconds is { } known ? Quantity.Seconds(known) : "";
}
