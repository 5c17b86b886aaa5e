using GpuBench.Engines;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Workloads;

public sealed class WorkloadDefinitionsTests
{
    /// <summary>Readers count work anew by this list: what an engine runs and it lacks would go unchecked.</summary>
    [Fact]
    public void Every_workload_that_an_engine_runs_is_in_the_list() => Assert.Equal(
        AllWorkloads.All.Select(workload => workload.Definition).Distinct(), WorkloadDefinitions.All);
}
