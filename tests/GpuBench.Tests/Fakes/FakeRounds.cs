using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;

namespace GpuBench.Tests.Fakes;

/// <summary>Rounds on a <see cref="FakeDevice"/> and its clock.</summary>
internal static class FakeRounds
{
    public static Round Run(
        FakeDevice device, FakeTrial trial, IStoppingRule? rule = null, LaunchMode launch = LaunchMode.Batch, double budget = 60) =>
        RunAs(device, trial, new(budget, rule ?? new FixedCount(10), Regime.Burst, launch), index: 3);

    public static Round RunAs(FakeDevice device, FakeTrial trial, RoundPlan plan, int index = 0) =>
        RoundRunner.Run(device, trial, plan, index, WallClock.Start(device.Time), device.Time);
}
