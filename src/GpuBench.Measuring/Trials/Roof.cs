namespace GpuBench.Measuring.Trials;

/// <summary>A limit of a device that a workload measures.</summary>
public enum Roof
{
    /// <summary>Arithmetic of the vector lanes, on registers alone.</summary>
    VectorCompute,

    /// <summary>Arithmetic of the unit that multiplies matrices fastest.</summary>
    MatrixCompute,

    /// <summary>Bandwidth of the device's memory.</summary>
    Memory,
}
