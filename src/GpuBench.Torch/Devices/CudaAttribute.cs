namespace GpuBench.Torch.Devices;

/// <summary>Numbers of <c>cudaDeviceAttr</c> (CUDA Runtime API, Data types used by CUDA Runtime).</summary>
internal enum CudaAttribute
{
    ClockKilohertz = 13,
    MultiprocessorCount = 16,
    EccEnabled = 32,
    MemoryClockKilohertz = 36,
    MemoryBusBits = 37,
    L2CacheBytes = 38,
    ComputeCapabilityMajor = 75,
    ComputeCapabilityMinor = 76,
}
