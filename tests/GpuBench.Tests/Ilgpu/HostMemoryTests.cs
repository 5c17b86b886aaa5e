using GpuBench.Ilgpu.Devices;
using GpuBench.Ilgpu.Workloads;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using Xunit;

namespace GpuBench.Tests.Ilgpu;

/// <summary>Host memory that a trial allocates, counted for the thread that prepares and checks it. The tests launch nothing.</summary>
public sealed class HostMemoryTests : IDisposable
{
    private const int MiB = 1 << 20;

    private readonly IDevice _device;

    public HostMemoryTests()
    {
        var backend = new CpuBackend();
        _device = backend.Open(backend.Discover().Devices.Single());
    }

    public void Dispose() => _device.Dispose();

    [Fact]
    public void A_later_round_of_a_product_does_not_make_its_operands_again() =>
        OperandsAreKept(new MatMulWorkload(), Product(1024, 64, 1024));

    [Fact]
    public void A_later_round_of_attention_does_not_make_its_operands_again() =>
        OperandsAreKept(new AttentionWorkload(), OneHead(16384, 64));

    [Fact]
    public void A_later_check_of_a_product_reads_into_the_same_buffer() => BufferIsKept(new MatMulWorkload(), Product(1024, 1024, 16));

    private void OperandsAreKept(IWorkload workload, Point point)
    {
        var first = Allocated(() => Prepare(workload, point).Dispose());
        var later = Allocated(() => Prepare(workload, point).Dispose());
        Assert.InRange(first, 4 * MiB, long.MaxValue);
        Assert.InRange(later, 0, MiB);
    }

    private void BufferIsKept(IWorkload workload, Point point)
    {
        using var trial = Prepare(workload, point);
        var first = Allocated(() => Assert.False(trial.Check(0).Passed));
        var later = Allocated(() => Assert.False(trial.Check(0).Passed));
        Assert.InRange(first, 4 * MiB, long.MaxValue);
        Assert.InRange(later, 0, MiB);
    }

    private IPreparedTrial Prepare(IWorkload workload, Point point)
    {
        var conditions = new Conditions(CachePolicy.Warm, Regime.Burst, LaunchMode.Batch);
        var trial = new Trial(
            workload.Engine, _device.Info.Id, workload.Definition.Name, point, NumericTriple.Uniform(DType.Fp32), conditions);
        return workload.Prepare(_device, trial, seed: 1);
    }

    private static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Point Product(int m, int n, int k) => new() { { "m", m }, { "n", n }, { "k", k } };

    private static Point OneHead(int length, int size) => new()
    {
        { "b", 1 }, { "h", 1 }, { "hkv", 1 }, { "t", length }, { "s", length }, { "d", size }, { "mask", "full" },
    };
}
