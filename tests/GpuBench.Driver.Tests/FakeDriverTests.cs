namespace GpuBench.Driver.Tests;

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FakeDriverTests : ICollectionFixture<FakeDriverFixture>, ICollectionFixture<InstructionCounts>
{
    public const string Name = "fake driver";
}
