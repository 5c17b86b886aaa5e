using GpuBench.Benchmarks.Peers;
using GpuBench.Benchmarks.Peers.MatMul;
using GpuBench.Ilgpu.Devices;
using GpuBench.Ilgpu.Workloads;
using GpuBench.Measuring.Trials;
using GpuBench.PtxInterpreter.Driver;

namespace GpuBench.Benchmarks.Tests.Peers;

/// <summary>
/// A complete comparison on the CUDA path without a GPU. The interpreter executes the kernels' PTX, and the fake driver provides the
/// events.
/// </summary>
public sealed class FakeDriverComparisonTests
{
    [LinuxX64Fact]
    public void Both_sides_are_timed_by_events_of_the_stream()
    {
        var driver = Present(new InterpreterExecutor(new()).Execute);
        var row = Compare();
        Assert.Empty(driver.InternalErrors);
        Assert.Null(row.Reason);
        Assert.Equal(("cuda-event", false, "naive"), (row.Timer, row.Failed, row.Peer));
        Assert.True(row is { Ratio: > 0, Rate: > 0, PeerRate: > 0, PassesPerRound: >= 3, PeerPassesPerRound: >= 3 });
        Assert.NotNull(row.Kernel);
    }

    [LinuxX64Fact]
    public void A_named_kernel_replaces_the_selected_one()
    {
        Present(new InterpreterExecutor(new()).Execute);
        var row = Compare("register-block");
        Assert.Null(row.Reason);
        Assert.Equal("register-block", row.Kernel);
        Assert.NotEqual("register-block", Compare().Kernel);
    }

    [LinuxX64Fact]
    public void A_named_kernel_that_does_not_serve_the_point_is_refused_with_its_reason()
    {
        Present(executor: null);
        var row = Compare("tensor-skinny-16");
        Assert.True(row is { Failed: false, Ratio: null });
        Assert.Equal("refused: tensor-skinny-16 has no code for fp32", row.Reason);
    }

    [LinuxX64Fact]
    public void A_kernel_of_this_project_that_computes_nothing_has_no_ratio()
    {
        Present(executor: null);
        var row = Compare();
        Assert.True(row is { Failed: true, Ratio: null });
        Assert.Contains("is wrong", row.Reason, StringComparison.Ordinal);
    }

    /// <param name="kernel">Null: the kernel that the selection chooses.</param>
    private static PeerRow Compare(string? kernel = null)
    {
        var backend = new CudaBackend();
        var shape = new Point { { "m", 16 }, { "n", 16 }, { "k", 16 } };
        var point = new Case(shape, NumericTriple.Uniform(DType.Fp32), new(CachePolicy.Warm, Regime.Burst, LaunchMode.Single));
        return Assert.Single(MatMulPeers.OnDevice(
            backend, new MatMulWorkload(MatMulPeers.KernelNamed(kernel)), new(backend.Discover().Devices[0], [point], [new NaiveKernelPeer()])));
    }

    /// <summary>Must run before the driver's library is bound, because the runtime binds it once per process.</summary>
    private static FakeDriver Present(KernelExecutor? executor)
    {
        var driver = FakeDriver.Load();
        Environment.SetEnvironmentVariable("GPUBENCH_LIBCUDA", driver.Library.Path);
        driver.Reset(new() { Executor = executor });
        return driver;
    }
}
