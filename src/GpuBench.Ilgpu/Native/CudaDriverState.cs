namespace GpuBench.Ilgpu.Native;

/// <summary>How far the way to a CUDA device goes on this machine.</summary>
public enum CudaDriverState
{
    /// <summary>At least one device.</summary>
    Ready,

    /// <summary>No name of the driver library loads.</summary>
    NoLibrary,

    /// <summary>A library loads, but it lacks the driver's entry points.</summary>
    NotADriver,

    /// <summary>The driver refuses to start, or to count its devices.</summary>
    Failed,

    /// <summary>The driver starts and counts none.</summary>
    NoDevice,
}
