
namespace GpuBench.Driver.Tests;

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StandInTests : ICollectionFixture<StandInFixture>
{
    public const string Name = "driver stand-in";
}
