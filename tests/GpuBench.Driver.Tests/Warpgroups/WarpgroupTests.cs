using GpuBench.KernelChecks.Warpgroups;


namespace GpuBench.Driver.Tests.Warpgroups;

/// <summary>
/// A kernel for Hopper's tensor copies and warpgroup products, from C# through ILGPU's CUDA accelerator to the interpreter.
/// </summary>
[Collection(FakeDriverTests.Name)]
public sealed class WarpgroupTests(FakeDriverFixture fixture)
{
    [LinuxX64Theory, InlineData(0), InlineData(1), InlineData(2)]
    public void Product_is_right_and_the_interpreter_reports_no_error_in_any_order_of_warps(int seed)
    {
        using var session = new InterpreterSession(fixture, seed);
        WarpgroupCheck.Load(session)();
        session.AssertClean();
    }
}
