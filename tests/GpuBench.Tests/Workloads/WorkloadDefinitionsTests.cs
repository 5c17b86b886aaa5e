using GpuBench.Engines;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Workloads;

public sealed class WorkloadDefinitionsTests
{
    /// <summary>Readers of a file use this list to count its work again. They could not check a workload that the list lacks.</summary>
    [Fact]
    public void Every_workload_that_an_engine_runs_is_in_the_list() => Assert.Equal(
        AllWorkloads.All.Select(workload => workload.Definition).Distinct(), WorkloadDefinitions.All);
}
