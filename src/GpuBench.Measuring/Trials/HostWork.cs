namespace GpuBench.Measuring.Trials;

/// <summary>What the host does for one round of a trial, as a pure function of its point: what a round costs before it measures.</summary>
/// <param name="PreparedElements">Operands' elements, over all of which the oracle's sums go.</param>
/// <param name="CheckedElements">Elements of the result that one check looks at.</param>
/// <param name="BytesSent">To the device, before the first launch.</param>
/// <param name="BytesFetched">From the device, in one check.</param>
public readonly record struct HostWork(double PreparedElements, double CheckedElements, double BytesSent, double BytesFetched)
{
    /// <summary>Multiply-adds of the oracle in one check, where it computes results one by one.</summary>
    public double OracleOperations { get; init; }
}
