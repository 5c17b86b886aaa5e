using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Workloads;
using GpuBench.Reports;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class BudgetForecastTests
{
    private static readonly DeviceInfo Gpu = FakeDevice.SomeCpu with { Class = DeviceClass.Accelerator };

    private static RunPlan Plan(DeviceInfo device, double? budgetSeconds) => Plans.Create(
        new RunRequest
        {
            Suite = budgetSeconds is null ? Suite.Full : Suite.Ci,
            Axes = [AxisValues.Parse("n=10,1000000")],
            Budget = budgetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        },
        Inventory.Of(device));

    private static IEnumerable<string> AtRisk(RunPlan plan) =>
        plan.Devices[0].Trials.Where(trial => trial.MayBeLeftOut).Select(trial => trial.Trial.Point.ToString());

    [Fact]
    public void The_plan_marks_the_most_expensive_trial_if_the_budget_is_too_short() =>
        Assert.Equal(["n=1000000,m=1,way=up"], AtRisk(Plan(Gpu, budgetSeconds: 13)));

    [Fact]
    public void The_plan_marks_no_trial_if_the_budget_is_sufficient_or_absent()
    {
        Assert.Empty(AtRisk(Plan(Gpu, budgetSeconds: 60)));
        Assert.Empty(AtRisk(Plan(Gpu, budgetSeconds: null)));
    }

    [Fact]
    public void There_is_no_forecast_for_a_processor_of_unknown_speed() =>
        Assert.Empty(AtRisk(Plan(FakeDevice.SomeCpu, budgetSeconds: 1)));

    [Fact]
    public void The_printed_plan_shows_which_trials_may_be_left_out_and_the_time_that_they_need()
    {
        var report = PlanReport.Of(Plan(Gpu, budgetSeconds: 13));
        Assert.Contains("too short for 1 of them", report.Notes[0], StringComparison.Ordinal);
        Assert.Contains(
            report.Sections[0].Table.Rows, row => row[^1].StartsWith("may be left out: 3 rounds take about ", StringComparison.Ordinal));
    }
}
