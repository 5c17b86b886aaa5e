using GpuBench.Ilgpu.Devices;
using GpuBench.Ilgpu.Workloads;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.PtxInterpreter;
using GpuBench.PtxInterpreter.Driver;

namespace GpuBench.Driver.Tests;

/// <summary>
/// Copies between device and managed memory while the garbage collector moves that memory. Every copy here contains a compacting
/// collection.
/// </summary>
[Collection(FakeDriverTests.Name)]
public sealed class HostCopyTests(FakeDriverFixture fixture)
{
    private const int WordCount = 1024;

    [LinuxX64Theory, InlineData("h2d"), InlineData("d2h")]
    public void Copied_words_are_right_if_the_garbage_collector_moves_the_array(string direction)
    {
        var collections = 0;
        using var device = Open(new() { InsideCopy = () => Collect(ref collections) });
        var point = new Point { { "direction", direction }, { "memory", "pageable" }, { "bytes", 4 * WordCount } };
        var failures = 0;
        for (var copy = 0; copy < 500; copy++)
            failures += IsRight(new LinkWorkload(), device, point, dtype: null) ? 0 : 1;
        Assert.Equal(0, failures);
        // At least two copies for each trial: the launch, and a copy of the check or the preparation.
        Assert.InRange(collections, 1000, int.MaxValue);
    }

    [LinuxX64Fact]
    public void A_result_is_read_correctly_if_the_garbage_collector_moves_the_target_array()
    {
        var collections = 0;
        var executor = new InterpreterExecutor(new InterpreterOptions());
        using var device = Open(new() { Executor = executor.Execute, InsideCopy = () => Collect(ref collections) });
        var point = new Point { { "op", "triad" }, { "n", WordCount } };
        var failures = 0;
        for (var check = 0; check < 100; check++)
            failures += IsRight(new StreamWorkload(), device, point, NumericTriple.Uniform(DType.Fp32)) ? 0 : 1;
        Assert.Equal(0, failures);
        Assert.InRange(collections, 100, int.MaxValue);
    }

    private IDevice Open(FakeDriverOptions options)
    {
        fixture.Present(options);
        var backend = new CudaBackend();
        return backend.Open(backend.Discover().Devices[0]);
    }

    /// <summary>Prepares new arrays each time. Only arrays that have not survived a collection are sure to move in the next one.</summary>
    private static bool IsRight(IWorkload workload, IDevice device, Point point, NumericTriple? dtype)
    {
        var trial = new Trial(
            workload.Engine, device.Info.Id, workload.Definition.Name, point, dtype,
            new(CachePolicy.Warm, Regime.Burst, LaunchMode.Single));
        using var prepared = workload.Prepare(device, trial, seed: 1);
        prepared.Launch(0);
        device.Synchronize();
        return prepared.Check(0).Passed;
    }

    private static void Collect(ref int count)
    {
        count++;
        GC.Collect(1, GCCollectionMode.Forced, blocking: true, compacting: true);
        // The old place would often still contain the words. New objects overwrite it.
        for (var i = 0; i < 16; i++)
            new byte[16 * WordCount].AsSpan().Fill(0xEE);
    }
}
