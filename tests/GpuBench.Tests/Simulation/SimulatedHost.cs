using GpuBench.Measuring.Trials;

namespace GpuBench.Tests.Simulation;

/// <summary>How long a host takes for its share of a round. Times are seconds, for each element unless said otherwise.</summary>
/// <param name="Generate">A random operand element, drawn and packed.</param>
/// <param name="Prepare">An operand element's share of the oracle's sums.</param>
/// <param name="Check">An element of a result that is compared.</param>
/// <param name="OracleOperation">A multiply-add of an oracle.</param>
/// <param name="BytesPerSecond">Between device and ordinary memory.</param>
internal sealed record SimulatedHost(double Generate, double Prepare, double Check, double OracleOperation, double BytesPerSecond)
{
    /// <summary>One core of an x86-64 server, as measured by the benchmark of the host's share.</summary>
    private static readonly SimulatedHost OneCore = new(12e-9, 4e-9, 3e-9, 1e-9, 5e9);

    /// <summary>What a machine with a GPU has; each core is worth 0.7 of one alone, as all of them share the memory.</summary>
    public static SimulatedHost SixteenCores { get; } = OneCore.Faster(0.7 * 16);

    /// <summary>Compiling a kernel, or choosing a library's, the first time.</summary>
    public double CompileSeconds { get; init; } = 0.3;

    /// <summary>Starting a worker: the runtime, the driver's context, and libtorch where it is used.</summary>
    public double StartSeconds(string engine) => engine == "ilgpu" ? 2 : 7;

    /// <summary>The same host with everything but the copies so many times faster.</summary>
    public SimulatedHost Faster(double factor) => this with
    {
        Generate = Generate / factor,
        Prepare = Prepare / factor,
        Check = Check / factor,
        OracleOperation = OracleOperation / factor,
    };

    /// <param name="isKept">Whether the operands were made before, in the same worker.</param>
    public double PrepareSeconds(HostWork work, bool isKept) =>
        (work.PreparedElements * (Prepare + (isKept ? 0 : Generate))) + (work.BytesSent / BytesPerSecond);

    public double CheckSeconds(HostWork work) =>
        (work.CheckedElements * Check) + (work.OracleOperations * OracleOperation) + (work.BytesFetched / BytesPerSecond);
}
