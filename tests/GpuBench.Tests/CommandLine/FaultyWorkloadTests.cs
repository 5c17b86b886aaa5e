using GpuBench.Faults;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

public sealed class FaultyWorkloadTests
{
    /// <summary>Members with a default in the interface are easily forgotten in a wrapper: it compiles without them.</summary>
    [Fact]
    public void A_faulty_trial_states_the_kernels_of_the_trial_within()
    {
        var workload = new FaultyWorkload(new FakeWorkload(_ => new FakeTrial { KernelsPerLaunch = 291 }), FaultKind.Idle);
        var trial = Plans.Create().Devices[0].Trials[0].Trial;
        using var prepared = workload.Prepare(new FakeDevice(_ => 1e-3), trial, seed: 1);
        Assert.Equal(291, prepared.KernelsPerLaunch);
    }
}
