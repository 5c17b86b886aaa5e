namespace GpuBench.Measuring.Planning;

/// <summary>How fast a host prepares and checks, as a plan assumes it before anything was measured. First rounds correct it.</summary>
/// <param name="MadeElementSeconds">
/// For each operand element that is drawn, packed and summed for the oracle; it is kept for later rounds.
/// </param>
/// <param name="CheckedElementSeconds">For each element of a result that is looked at.</param>
/// <param name="OracleOperationSeconds">For each multiply-add of an oracle's sampled results.</param>
/// <param name="BytesPerSecond">Of copies between a device and ordinary memory.</param>
public sealed record HostRates(
    double MadeElementSeconds, double CheckedElementSeconds, double OracleOperationSeconds, double BytesPerSecond)
{
    /// <summary>What each of many cores adds, compared with one core alone: an assumption, as cores share the memory's bandwidth.</summary>
    private const double ParallelShare = 0.7;

    /// <summary>
    /// One core of an x86-64 server, as the benchmark <c>host costs</c> of
    /// tests/GpuBench.Benchmarks measures it, rounded up.
    /// </summary>
    private static readonly HostRates OneCore = new(10e-9, 1e-9, 0.5e-9, 5e9);

    public static HostRates Of(int coreCount)
    {
        var speedup = Math.Max(1, ParallelShare * coreCount);
        return OneCore with
        {
            MadeElementSeconds = OneCore.MadeElementSeconds / speedup,
            CheckedElementSeconds = OneCore.CheckedElementSeconds / speedup,
            OracleOperationSeconds = OneCore.OracleOperationSeconds / speedup,
        };
    }
}
