
namespace GpuBench.Driver.Tests;

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StandInTests : ICollectionFixture<StandInFixture>, ICollectionFixture<KernelCensus>
{
    public const string Name = "driver stand-in";
}
