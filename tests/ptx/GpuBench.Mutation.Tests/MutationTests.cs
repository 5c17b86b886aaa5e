namespace GpuBench.Mutation.Tests;

/// <summary>
/// The tests share one fake driver, so they run one at a time. They have their own project, so they run beside other interpreter tests.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MutationTests : ICollectionFixture<FakeDriverFixture>
{
    public const string Name = "mutations";
}
