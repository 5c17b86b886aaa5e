using GpuBench.PtxInterpreter.Checks;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Driver.Tests.Kernels;

/// <summary>The errors that host code gets from kernels that break a rule.</summary>
[Collection(FakeDriverTests.Name)]
public sealed class InterpreterExecutorTests(FakeDriverFixture fixture)
{
    [LinuxX64Fact]
    public void An_access_past_a_buffer_is_an_illegal_address()
    {
        using var session = new InterpreterSession(fixture);
        using var buffer = session.Accelerator.Allocate1D<int>(40);
        // The view is longer than the buffer, as in a host program with a wrong length.
        var kernel = session.Accelerator.LoadStreamKernel<ArrayView<int>, int>(Fill);

        var error = Assert.Throws<CudaException>(() => kernel(new KernelConfig(2, 32), buffer.View.AsContiguous(), 64));

        Assert.Equal(nameof(CudaError.CUDA_ERROR_ILLEGAL_ADDRESS), error.Error);
        var report = Assert.Single(session.Executor.Reports);
        Assert.Equal(ReportKind.OutOfBounds, report.Kind);
        Assert.Equal(24, report.Count);
        Assert.Contains("0 bytes after buffer", report.Message, StringComparison.Ordinal);
    }

    [LinuxX64Fact]
    public void Only_memory_written_by_copies_fills_or_kernels_counts_as_initialized()
    {
        using var session = new InterpreterSession(fixture);
        using var source = session.Accelerator.Allocate1D<int>(64);
        using var target = session.Accelerator.Allocate1D<int>(64);
        var copy = session.Accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<int>>(Copy);
        void Launch() => copy(new KernelConfig(1, 64), source.View.AsContiguous(), target.View.AsContiguous());

        source.View.SubView(0, 32).CopyFromCPU(new int[32]);
        Launch();
        var report = Assert.Single(session.Executor.Reports);
        Assert.Equal((ReportKind.UninitializedGlobal, 32), (report.Kind, report.Thread));

        source.MemSetToZero();
        Launch();
        Assert.True(session.Executor.Launches[^1].Result.IsClean);
        Assert.Equal(new int[64], target.GetAsArray1D());

        target.CopyTo(source);
        Launch();
        Assert.True(session.Executor.Launches[^1].Result.IsClean);
    }

    [LinuxX64Fact]
    public void A_race_in_shared_memory_is_reported()
    {
        using var session = new InterpreterSession(fixture);
        using var buffer = session.Accelerator.Allocate1D<int>(64);

        session.Accelerator.LoadStreamKernel<ArrayView<int>>(ReverseWithoutBarrier)(new KernelConfig(1, 64), buffer.View.AsContiguous());
        session.Accelerator.Synchronize();

        Assert.Contains(session.Executor.Reports, report => report.Kind is ReportKind.SharedRace or ReportKind.UninitializedShared);
    }

    [LinuxX64Fact]
    public void Atomics_shuffles_and_counting_barriers_work_across_blocks()
    {
        using var session = new InterpreterSession(fixture, seed: 4);
        using var histogram = session.Accelerator.Allocate1D(new int[8]);
        using var sums = session.Accelerator.Allocate1D(new float[1]);
        using var counts = session.Accelerator.Allocate1D<int>(4);
        var kernel = session.Accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<float>, ArrayView<int>>(Count);

        kernel(new KernelConfig(4, 128), histogram.View.AsContiguous(), sums.View.AsContiguous(), counts.View.AsContiguous());
        session.Accelerator.Synchronize();

        Assert.Equal(Enumerable.Repeat(64, 8), histogram.GetAsArray1D());
        Assert.Equal(512 * 511 / 2, sums.GetAsArray1D()[0]);
        Assert.Equal(Enumerable.Repeat(32, 4), counts.GetAsArray1D());
        session.AssertClean();
    }

    private static void Fill(ArrayView<int> view, int length)
    {
        if (Grid.GlobalIndex.X < length)
            view[Grid.GlobalIndex.X] = 1;
    }

    private static void Copy(ArrayView<int> source, ArrayView<int> target) => target[Group.IdxX] = source[Group.IdxX];

    private static void ReverseWithoutBarrier(ArrayView<int> view)
    {
        var shared = SharedMemory.Allocate<int>(64);
        shared[Group.IdxX] = Group.IdxX;
        view[Group.IdxX] = shared[63 - Group.IdxX];
    }

    private static void Count(ArrayView<int> histogram, ArrayView<float> sums, ArrayView<int> counts)
    {
        var index = Grid.GlobalIndex.X;
        Atomic.Add(ref histogram[index & 7], 1);
        float sum = index;
        for (var distance = Warp.WarpSize / 2; distance > 0; distance >>= 1)
            sum += Warp.ShuffleXor(sum, distance);
        if (Warp.IsFirstLane)
            Atomic.Add(ref sums[0], sum);

        var quarter = Group.BarrierPopCount((index & 3) == 0);
        if (Group.IsFirstThread)
            counts[Grid.IdxX] = quarter;
    }
}
