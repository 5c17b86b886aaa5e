using GpuBench.Benchmarks.Host;
using GpuBench.Measuring.Trials;

namespace GpuBench.Tests.Simulation;

/// <summary>The time that a host takes for its share of a round. Times are in seconds, per element unless stated otherwise.</summary>
/// <param name="Make">The time to draw an operand element, to pack it and to add it for the oracle.</param>
/// <param name="Check">The time to compare an element of a result.</param>
/// <param name="OracleOperation">The time for a multiply-add of an oracle.</param>
/// <param name="BytesPerSecond">The rate of copies between device and ordinary memory.</param>
internal sealed record SimulatedHost(double Make, double Check, double OracleOperation, double BytesPerSecond)
{
    /// <summary>The rate of a pageable copy by a GPU on a PCIe link of the fifth generation.</summary>
    private const double LinkBytesPerSecond = 5e9;

    /// <summary>The speed of a core beside many others, as a share of its speed alone. All cores share the memory.</summary>
    private const double ParallelShare = 0.7;

    /// <summary>One core of an x86-64 server. Times are measured with <see cref="HostCosts.Measure"/> and rounded up.</summary>
    private static readonly SimulatedHost OneCore = new(10e-9, 1e-9, 0.5e-9, LinkBytesPerSecond);

    /// <summary>The host of a machine with a GPU.</summary>
    public static SimulatedHost SixteenCores { get; } = OneCore.Faster(SpeedFactor(16, 1));

    /// <summary>The time to compile a kernel, or to choose a library's kernel, the first time.</summary>
    public double CompileSeconds { get; init; } = 0.3;

    /// <summary>How many times faster <paramref name="cores"/> cores are than <paramref name="measuredCores"/>.</summary>
    public static double SpeedFactor(int cores, int measuredCores) =>
        Math.Max(1, ParallelShare * cores) / Math.Max(1, ParallelShare * measuredCores);

    /// <summary>The host of this machine. Times are means over the types that suites measure.</summary>
    public static SimulatedHost Of(HostCosts costs)
    {
        DType[] types = [DType.Fp32, DType.Fp16, DType.Bf16];
        return new(
            types.Average(type => costs.OperandSeconds[type] + costs.MatMulSetUpSeconds[type]),
            types.Average(type => Math.Max(costs.MatMulCheckSeconds[type], costs.AttentionWrittenSeconds[type])),
            types.Average(type => costs.AttentionPairSeconds[type]) / 2,
            LinkBytesPerSecond);
    }

    /// <summary>The time to start a worker: the runtime, the driver's context, and libtorch if the engine uses it.</summary>
    public double StartSeconds(string engine) => engine == "ilgpu" ? 2 : 7;

    /// <summary>The same host with everything but the copies <paramref name="factor"/> times faster.</summary>
    public SimulatedHost Faster(double factor) => this with
    {
        Make = Make / factor,
        Check = Check / factor,
        OracleOperation = OracleOperation / factor,
    };

    /// <param name="isKept">Whether the same worker made the operands, and what the oracle keeps, before.</param>
    public double PrepareSeconds(HostWork work, bool isKept) =>
        (isKept ? 0 : (work.PreparedElements * Make) + (work.KeptOperations * OracleOperation)) + (work.BytesSent / BytesPerSecond);

    public double CheckSeconds(HostWork work) =>
        (work.CheckedElements * Check) + (work.OracleOperations * OracleOperation) + (work.BytesFetched / BytesPerSecond);
}
