namespace GpuBench.Measuring.Trials;

/// <summary>The host's work for one round of a trial, apart from launches. A pure function of its point.</summary>
/// <param name="PreparedElements">Elements of all operands: the host makes them, and the oracle sums over them.</param>
/// <param name="CheckedElements">Elements of the result that one check looks at.</param>
/// <param name="BytesSent">To the device, before the first launch.</param>
/// <param name="BytesFetched">From the device, in one check.</param>
public readonly record struct HostWork(double PreparedElements, double CheckedElements, double BytesSent, double BytesFetched)
{
    /// <summary>Multiply-adds of the oracle in one check, where it computes results one by one.</summary>
    public double OracleOperations { get; init; }
}
