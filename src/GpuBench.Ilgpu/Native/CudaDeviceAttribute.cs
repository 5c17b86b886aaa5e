namespace GpuBench.Ilgpu.Native;

/// <summary>Numbers of CUdevice_attribute (cuda.h): what ILGPU asks every device that it describes, and a few more.</summary>
internal enum CudaDeviceAttribute
{
    MaxThreadsPerBlock = 1,
    MaxBlockDimX = 2,
    MaxBlockDimY = 3,
    MaxBlockDimZ = 4,
    MaxGridDimX = 5,
    MaxGridDimY = 6,
    MaxGridDimZ = 7,
    MaxSharedMemoryPerBlock = 8,
    TotalConstantMemory = 9,
    WarpSize = 10,
    MaxPitch = 11,
    MaxRegistersPerBlock = 12,
    ClockKilohertz = 13,
    MultiprocessorCount = 16,
    CanMapHostMemory = 19,
    ComputeMode = 20,
    EccEnabled = 32,
    PciBusId = 33,
    PciDeviceId = 34,
    TccDriver = 35,
    MemoryClockKilohertz = 36,
    MemoryBusBits = 37,
    L2CacheBytes = 38,
    MaxThreadsPerMultiprocessor = 39,
    AsyncEngineCount = 40,
    PciDomainId = 50,
    ComputeCapabilityMajor = 75,
    ComputeCapabilityMinor = 76,
    MaxSharedMemoryPerMultiprocessor = 81,
    MaxRegistersPerMultiprocessor = 82,
    ManagedMemory = 83,
    ComputePreemptionSupported = 90,
    CanUseHostPointerForRegisteredMemory = 91,

    /// <summary>From CUDA 12.3 on; ILGPU does not ask for it.</summary>
    MpsEnabled = 133,
}
