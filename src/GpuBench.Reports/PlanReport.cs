using System.Globalization;
using System.Text.Json;
using GpuBench.Measuring;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports;

/// <summary>The plan of a run.</summary>
public static class PlanReport
{
    public static Report Of(RunPlan plan)
    {
        var flat = Table.Flat("device", "workload", "point", "dtype", "cache", "regime", "launch", "refused");
        var atRisk = plan.Devices.Sum(device => device.Trials.Count(planned => planned.MayBeLeftOut));
        foreach (var planned in plan.Devices.SelectMany(device => device.Trials))
            flat.Add(Cells(planned.Trial.DeviceId, planned));
        var trials = plan.Devices.Sum(device => device.RunnableCount);
        return new(
            [string.Create(
                CultureInfo.InvariantCulture,
                $"Suite {plan.Suite.Text()}: {trials} trials of {plan.Rounds} rounds, "
                + $"budget {(plan.BudgetSeconds is { } s ? $"{s:F0} s" : "none")}.{AtRisk(atRisk)}")],
            [.. plan.Devices.Select(Section)],
            flat,
            JsonSerializer.Serialize(plan, JournalJson.Default.RunPlan) + "\n");
    }

    private static string AtRisk(int count) => count == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture, $" By estimate, the budget is too short for {count} of them: see \"may be left out\".");

    private static Section Section(PlannedDevice device)
    {
        var table = new Table(
            new("workload"), new("point", Wraps: true), new("dtype"), new("cache"), new("regime"), new("launch"),
            new("reason", Wraps: true));
        foreach (var planned in device.Trials)
            table.Add(Cells(null, planned));
        return new($"{device.Device.Id} {device.Device.Name} ({device.Device.Engine})", table);
    }

    private static string Cost(RoundCost cost) => string.Create(
        CultureInfo.InvariantCulture,
        $"{BudgetFit.MinRounds} rounds take about {Quantity.Seconds(BudgetFit.MinRounds * cost.Seconds)}");

    private static string[] Cells(string? deviceId, PlannedTrial planned)
    {
        var trial = planned.Trial;
        string[] cells =
        [
            trial.Workload, trial.Point.ToString(), trial.DType?.ToString() ?? "",
            trial.Conditions.Cache.Text(), trial.Conditions.Regime.Text(), trial.Conditions.Launch.Text(),
            planned.Refusal is { } refusal ? $"{refusal.Status.Text()}: {refusal.Reason}"
                : planned.MayBeLeftOut ? $"may be left out: {Cost(planned.Cost!)}" : "",
        ];
        return deviceId is null ? cells : [deviceId, .. cells];
    }
}
