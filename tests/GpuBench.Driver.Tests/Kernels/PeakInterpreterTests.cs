using GpuBench.Kernels.Peak;

namespace GpuBench.Driver.Tests.Kernels;

[Collection(FakeDriverTests.Name)]
public sealed class PeakInterpreterTests(FakeDriverFixture fixture)
{
    [LinuxX64Theory, MemberData(nameof(PeakCheck.Types), MemberType = typeof(PeakCheck))]
    public void All_of_the_work_is_done_and_the_code_keeps_to_the_rules(PeakType type)
    {
        using var session = new InterpreterSession(fixture);
        var kernel = PeakKernels.All.Single(kernel => kernel.Type == type);
        Assert.Null(kernel.RefusalReason(session.Accelerator));
        PeakCheck.Run(session, kernel);
        session.AssertClean();
    }
}
