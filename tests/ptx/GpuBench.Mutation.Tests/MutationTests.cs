namespace GpuBench.Mutation.Tests;

/// <summary>
/// One fake driver, so one test at a time. A project of their own lets them run beside the other tests on the interpreter.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MutationTests : ICollectionFixture<FakeDriverFixture>
{
    public const string Name = "mutations";
}
