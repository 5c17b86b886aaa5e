namespace GpuBench.PtxInterpreter.Conformance.Cases;

/// <summary>
/// The span within which 16-byte chunks of shared memory change places. The values are the driver's <c>CUtensorMapSwizzle</c>.
/// </summary>
public enum SwizzleMode
{
    None = 0,
    Span32 = 1,
    Span64 = 2,
    Span128 = 3,
}
