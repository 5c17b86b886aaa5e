using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>Times, energy and memory of the passes of models, in the words of language models. Only the complete form has it.</summary>
internal static class ModelPassSection
{
    /// <returns>Null without a row of a model.</returns>
    public static Section? Of(ResultDocument document)
    {
        var table = new Table(
            new("device"), new("workload", Wraps: true), new("p50", true), new("p95", true), new("p99", true), new("device time", true),
            new("host time", true), new("host's calls", true, Wraps: true), new("energy", true, Optional: true),
            new("peak memory", true, Optional: true), new("kernels", true, Optional: true));
        foreach (var row in document.Rows.Where(row =>
            row is { Status: TrialStatus.Ok, Median: not null, Rounds.Count: > 0 } && LaunchCostText.IsOfModel(row)))
        {
            var cost = new LaunchCostText(row);
            table.Add(
                row.Device.Id, PointText.Of(row), cost.P50, cost.P95, cost.P99, cost.DeviceTime, cost.HostTime, cost.Calls, cost.Energy,
                cost.PeakMemory, cost.Kernels);
        }
        return table.Rows.Count == 0 ? null : new("Time to first token of prefill (TTFT), time per output token of decode (TPOT)", table)
        {
            Notes =
            [
                "p50, p95, p99: of all samples; p95 needs 20, p99 needs 100. device time: median over rounds. host's calls: time until "
                + "they returned, and its share of the device time. energy: of the whole board, idle power included; only from rounds "
                + "with a second of samples.",
            ],
        };
    }
}
