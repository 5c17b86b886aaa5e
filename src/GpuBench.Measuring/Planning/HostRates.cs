namespace GpuBench.Measuring.Planning;

/// <summary>How fast a host prepares and checks, as a plan assumes it before anything was measured. First rounds correct it.</summary>
/// <param name="MadeElementSeconds">For each operand element that is drawn and packed; it is kept for later rounds.</param>
/// <param name="PreparedElementSeconds">For each operand element: its share of the oracle's sums.</param>
/// <param name="CheckedElementSeconds">For each element of a result that is looked at.</param>
/// <param name="OracleOperationSeconds">For each multiply-add of an oracle's sampled results.</param>
/// <param name="BytesPerSecond">Of copies between a device and ordinary memory.</param>
public sealed record HostRates(
    double MadeElementSeconds, double PreparedElementSeconds, double CheckedElementSeconds, double OracleOperationSeconds, double BytesPerSecond)
{
    /// <summary>Loops over elements gain less than their number from many cores: they share the memory's bandwidth.</summary>
    private const double ParallelShare = 0.7;

    /// <summary>One core of an x86-64 server: the loops' own speed, by the benchmark named in tests/README.md, rounded up.</summary>
    private static readonly HostRates OneCore = new(12e-9, 4e-9, 3e-9, 1e-9, 5e9);

    public static HostRates Of(int coreCount)
    {
        var speedup = Math.Max(1, ParallelShare * coreCount);
        return OneCore with
        {
            MadeElementSeconds = OneCore.MadeElementSeconds / speedup,
            PreparedElementSeconds = OneCore.PreparedElementSeconds / speedup,
            CheckedElementSeconds = OneCore.CheckedElementSeconds / speedup,
            OracleOperationSeconds = OneCore.OracleOperationSeconds / speedup,
        };
    }
}
