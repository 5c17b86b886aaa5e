namespace GpuBench.PtxInterpreter.Conformance.Cases;

/// <summary>The least architecture a case needs; each names the PTX version that its module declares.</summary>
public enum PtxTarget
{
    /// <summary>Compute capability 8.0: asynchronous copies, bf16, tf32.</summary>
    Sm80,

    /// <summary>Compute capability 8.9: 8-bit floating point.</summary>
    Sm89,

    /// <summary>Compute capability 9.0: clusters, bulk copies, full bf16 arithmetic.</summary>
    Sm90,

    /// <summary>Compute capability 9.0 and no other: warpgroup matrix products.</summary>
    Sm90a,
}
