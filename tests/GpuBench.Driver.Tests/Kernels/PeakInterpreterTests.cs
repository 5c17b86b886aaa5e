using GpuBench.Kernels.Peak;
using GpuBench.Kernels.Tests.Devices;

namespace GpuBench.Driver.Tests.Kernels;

[Collection(FakeDriverTests.Name)]
public sealed class PeakInterpreterTests(FakeDriverFixture fixture)
{
    /// <summary>Not a multiple of any group size: the last group has threads without a word.</summary>
    private const int Items = 301;

    public static TheoryData<PeakType> Types => [.. PeakKernels.All.Select(kernel => kernel.Type)];

    [LinuxX64Theory, MemberData(nameof(Types))]
    public void All_of_the_work_is_done_and_the_code_keeps_to_the_rules(PeakType type)
    {
        using var session = new InterpreterSession(fixture);
        var kernel = PeakKernels.All.Single(kernel => kernel.Type == type);
        Assert.Null(kernel.WhyNot(session.Accelerator));
        Check(session, kernel);
        session.AssertClean();
    }

    internal static void Check(InterpreterSession session, IPeakKernel kernel)
    {
        var launch = kernel.Load(session.Accelerator);
        foreach (var iterations in (int[])[1, 7])
        {
            using var sink = new GuardedBuffer(session.Accelerator, Items);
            launch(session.Accelerator.DefaultStream, sink.View, iterations);
            session.Accelerator.Synchronize();
            Assert.Equal(Enumerable.Range(0, Items).Select(item => kernel.ExpectedSink(item, iterations)), sink.Read());
        }
    }
}
