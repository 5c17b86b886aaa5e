using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using GpuBench.Ilgpu.Devices;
using GpuBench.Ilgpu.Workloads;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks;

/// <summary>
/// One launch of the fp32 matrix multiply and the wait for its end, in the way of a host program, on the best device that ILGPU opens here.
/// BenchmarkDotNet times the host. Without the wait it would time only the enqueue call.
/// </summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 3, iterationCount: 15)]
public class MatMulLaunch
{
    private IDevice _device = null!;
    private IPreparedTrial _trial = null!;
    private int _index;

    /// <summary>Order of the square matrices. Figures for these sizes are published for the H100.</summary>
    [Params(1024, 2048)]
    public int Order { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        IBackend[] backends = [new CudaBackend(), new OpenClBackend(), new CpuBackend()];
        var found = backends.SelectMany(backend => backend.Discover().Devices.Select(device => (backend, device))).First();
        _device = found.backend.Open(found.device);
        var point = new Point { { "m", Order }, { "n", Order }, { "k", Order } };
        var conditions = new Conditions(CachePolicy.Warm, Regime.Burst, LaunchMode.Single);
        var trial = new Trial(found.device.Engine, found.device.Id, "matmul", point, NumericTriple.Uniform(DType.Fp32), conditions);
        _trial = new MatMulWorkload().Prepare(_device, trial, seed: 1);
        Launch();
        var check = _trial.Check(0);
        if (!check.Passed)
            throw new InvalidOperationException($"wrong result: {check}");
    }

    [Benchmark]
    public void Launch()
    {
        _trial.Launch(_index++);
        _device.Synchronize();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _trial.Dispose();
        _device.Dispose();
    }
}
