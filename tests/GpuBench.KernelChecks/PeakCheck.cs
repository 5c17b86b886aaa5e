using GpuBench.Kernels.Peak;

namespace GpuBench.KernelChecks;

/// <summary>Runs a peak kernel on the interpreter and compares what every work item wrote with the host's result.</summary>
internal static class PeakCheck
{
    /// <summary>Not a multiple of any group size, so the last group has threads without a word.</summary>
    private const int Items = 301;

    public static TheoryData<PeakType> Types => [.. PeakKernels.All.Select(kernel => kernel.Type)];

    public static void Run(InterpreterSession session, IPeakKernel kernel)
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
