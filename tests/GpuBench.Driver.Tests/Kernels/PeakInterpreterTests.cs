using GpuBench.Kernels.Peak;

namespace GpuBench.Driver.Tests.Kernels;

[Collection(FakeDriverTests.Name)]
public sealed class PeakInterpreterTests(FakeDriverFixture fixture)
{
    [LinuxX64Theory, MemberData(nameof(PeakCheck.Types), MemberType = typeof(PeakCheck))]
    public void A_peak_kernel_does_all_of_its_work_and_the_interpreter_reports_no_error(PeakType type)
    {
        using var session = new InterpreterSession(fixture);
        var kernel = PeakKernels.All.Single(kernel => kernel.Type == type);
        Assert.Null(kernel.RefusalReason(session.Accelerator));
        PeakCheck.Run(session, kernel);
        session.AssertClean();
    }
}
