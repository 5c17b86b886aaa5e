namespace GpuBench.PtxInterpreter.Conformance.Cases;

/// <summary>The minimum architecture that a case needs. It determines the PTX version that the case's module declares.</summary>
public enum PtxTarget
{
    /// <summary>Compute capability 8.0: asynchronous copies, bf16, tf32.</summary>
    Sm80,

    /// <summary>Compute capability 8.9: 8-bit floating point.</summary>
    Sm89,

    /// <summary>Compute capability 9.0: clusters, bulk copies, full bf16 arithmetic.</summary>
    Sm90,

    /// <summary>Only compute capability 9.0: warpgroup matrix products.</summary>
    Sm90a,
}
