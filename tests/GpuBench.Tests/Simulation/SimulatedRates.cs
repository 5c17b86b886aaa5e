using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Tests.Simulation;

/// <summary>
/// The expected rates of kernels on an H100 SXM. The model uses the nominal peaks and the kernels' instruction counts. Its error is at
/// most a fifth.
/// </summary>
/// <param name="Share">The device's share of those rates: 0.5 is a device of half the speed.</param>
internal sealed record SimulatedRates(double Share)
{
    /// <summary>The time to start a launch. A shorter launch is bound by it.</summary>
    private const double LaunchSeconds = 5e-6;

    private const double MemoryBytesPerSecond = 3.0e12;

    public double Seconds(Trial trial, WorkCount work) => trial.Workload switch
    {
        "matmul" => Compute(work, trial.Engine == "ilgpu" ? OwnProduct(trial) : LibraryProduct(trial.DType!.Value.Input)),
        "attention" => Compute(work, Attention(trial)),
        "stream" => (work.Bytes / (Share * MemoryBytesPerSecond)) + LaunchSeconds,
        // A multiprocessor has half as many lanes for fp64 and int32.
        "peak" => Compute(work, trial.DType!.Value.Input is DType.Fp64 or DType.Int32 ? 30e12 : 60e12),
        "link" => work.Bytes / (trial.Point.Word("memory") == "pinned" ? 50e9 : 8e9),
        // One step has about four hundred short kernels, which the host starts one by one.
        "generate" => (trial.Point.Int("output") * 400 * LaunchSeconds) + (work.Bytes / (Share * MemoryBytesPerSecond)),
        "prefill" or "decode" =>
            (400 * LaunchSeconds) + (work.OperationCount / (Share * 100e12)) + (work.Bytes / (Share * MemoryBytesPerSecond)),
        _ => (work.Bytes / (Share * MemoryBytesPerSecond)) + (work.OperationCount / (Share * 100e12)) + LaunchSeconds,
    };

    /// <summary>A product with few rows is bound by memory.</summary>
    private double Compute(WorkCount work, double flopPerSecond) =>
        Math.Max(work.OperationCount / (Share * flopPerSecond), work.Bytes / (Share * MemoryBytesPerSecond)) + LaunchSeconds;

    /// <summary>Small products fill few multiprocessors.</summary>
    private static double OwnProduct(Trial trial)
    {
        var isSmall = MatMulShape.From(trial.Point).M <= 1024;
        return trial.DType!.Value.Input switch
        {
            DType.Fp32 => 48e12,
            DType.Tf32 => isSmall ? 40e12 : 180e12,
            _ => isSmall ? 75e12 : 375e12,
        };
    }

    private static double LibraryProduct(DType input) => input switch
    {
        DType.Fp32 => 52e12,
        DType.Tf32 => 400e12,
        _ => 750e12,
    };

    private static double Attention(Trial trial) => (trial.Engine, trial.DType!.Value.Input) switch
    {
        (not "ilgpu", not DType.Fp32) => 500e12,
        _ => 15e12,
    };
}
