using GpuBench.Benchmarks.Host;
using GpuBench.Measuring.Trials;

namespace GpuBench.Tests.Simulation;

/// <summary>How long a host takes for its share of a round. Times are seconds, for each element unless said otherwise.</summary>
/// <param name="Make">An operand element: drawn, packed, and summed for the oracle.</param>
/// <param name="Check">An element of a result that is compared.</param>
/// <param name="OracleOperation">A multiply-add of an oracle.</param>
/// <param name="BytesPerSecond">Between device and ordinary memory.</param>
internal sealed record SimulatedHost(double Make, double Check, double OracleOperation, double BytesPerSecond)
{
    /// <summary>Of a pageable copy by a GPU on a PCIe link of the fifth generation.</summary>
    private const double LinkBytesPerSecond = 5e9;

    /// <summary>What a core is worth beside many others, as all of them share the memory.</summary>
    private const double ParallelShare = 0.7;

    /// <summary>One core of an x86-64 server, as <see cref="HostCosts.Measure"/> found it, rounded up.</summary>
    private static readonly SimulatedHost OneCore = new(10e-9, 1e-9, 0.5e-9, LinkBytesPerSecond);

    /// <summary>What a machine with a GPU has.</summary>
    public static SimulatedHost SixteenCores { get; } = OneCore.Faster(SpeedFactor(16, 1));

    /// <summary>Compiling a kernel, or choosing a library's, the first time.</summary>
    public double CompileSeconds { get; init; } = 0.3;

    /// <summary>How many times faster so many cores are.</summary>
    public static double SpeedFactor(int cores, int measuredCores) =>
        Math.Max(1, ParallelShare * cores) / Math.Max(1, ParallelShare * measuredCores);

    /// <summary>This machine: the mean of the types that suites measure.</summary>
    public static SimulatedHost Of(HostCosts costs)
    {
        DType[] types = [DType.Fp32, DType.Fp16, DType.Bf16];
        return new(
            types.Average(type => costs.OperandSeconds[type] + costs.MatMulSetUpSeconds[type]),
            types.Average(type => Math.Max(costs.MatMulCheckSeconds[type], costs.AttentionWrittenSeconds[type])),
            types.Average(type => costs.AttentionPairSeconds[type]) / 2,
            LinkBytesPerSecond);
    }

    /// <summary>Starting a worker: the runtime, the driver's context, and libtorch where it is used.</summary>
    public double StartSeconds(string engine) => engine == "ilgpu" ? 2 : 7;

    /// <summary>The same host with everything but the copies so many times faster.</summary>
    public SimulatedHost Faster(double factor) => this with
    {
        Make = Make / factor,
        Check = Check / factor,
        OracleOperation = OracleOperation / factor,
    };

    /// <param name="isKept">Whether the operands were made before, in the same worker.</param>
    public double PrepareSeconds(HostWork work, bool isKept) =>
        (isKept ? 0 : work.PreparedElements * Make) + (work.BytesSent / BytesPerSecond);

    public double CheckSeconds(HostWork work) =>
        (work.CheckedElements * Check) + (work.OracleOperations * OracleOperation) + (work.BytesFetched / BytesPerSecond);
}
