namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Values of CUdevice_attribute.</summary>
internal enum DeviceAttribute
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
    ClockRateKilohertz = 13,
    MultiprocessorCount = 16,
    CanMapHostMemory = 19,
    ConcurrentKernels = 31,
    EccEnabled = 32,
    PciBusId = 33,
    MemoryClockRateKilohertz = 36,
    GlobalMemoryBusWidth = 37,
    L2CacheBytes = 38,
    MaxThreadsPerMultiprocessor = 39,
    AsyncEngineCount = 40,
    UnifiedAddressing = 41,
    PciDomainId = 50,
    ComputeCapabilityMajor = 75,
    ComputeCapabilityMinor = 76,
    MaxSharedMemoryPerMultiprocessor = 81,
    MaxRegistersPerMultiprocessor = 82,
    CanUseHostPointerForRegisteredMemory = 91,
    MaxSharedMemoryPerBlockOptIn = 97,
}

internal static class DeviceAttributes
{
    public const int MaxBlockDimZ = 64;
    public const int MaxGridDimYZ = 65535;

    /// <returns>0 if the attribute is not listed, because the fake driver does not have the feature.</returns>
    public static int Of(FakeCudaDevice device, int ordinal, DeviceAttribute attribute) =>
        device.Attributes.TryGetValue((int)attribute, out var told) ? told : OwnOf(device, ordinal, attribute);

    private static int OwnOf(FakeCudaDevice device, int ordinal, DeviceAttribute attribute) => attribute switch
    {
        DeviceAttribute.MaxThreadsPerBlock or DeviceAttribute.MaxBlockDimX or DeviceAttribute.MaxBlockDimY =>
            FakeCudaDevice.MaxThreadsPerBlock,
        DeviceAttribute.MaxBlockDimZ => MaxBlockDimZ,
        DeviceAttribute.MaxGridDimX or DeviceAttribute.MaxPitch => int.MaxValue,
        DeviceAttribute.MaxGridDimY or DeviceAttribute.MaxGridDimZ => MaxGridDimYZ,
        DeviceAttribute.MaxSharedMemoryPerBlock => FakeCudaDevice.DefaultSharedBytesPerBlock,
        DeviceAttribute.TotalConstantMemory => 64 * 1024,
        DeviceAttribute.WarpSize => FakeCudaDevice.WarpSize,
        DeviceAttribute.MaxRegistersPerBlock or DeviceAttribute.MaxRegistersPerMultiprocessor => 64 * 1024,
        DeviceAttribute.ClockRateKilohertz => device.ClockHertz / 1000,
        DeviceAttribute.MultiprocessorCount => device.MultiprocessorCount,
        DeviceAttribute.CanMapHostMemory or DeviceAttribute.ConcurrentKernels or DeviceAttribute.UnifiedAddressing => 1,
        DeviceAttribute.CanUseHostPointerForRegisteredMemory => 1,
        DeviceAttribute.EccEnabled => device.EccEnabled ? 1 : 0,
        DeviceAttribute.PciBusId => device.PciBus + ordinal,
        DeviceAttribute.PciDomainId => device.PciDomain,
        DeviceAttribute.MemoryClockRateKilohertz => device.MemoryClockHertz / 1000,
        DeviceAttribute.GlobalMemoryBusWidth => device.MemoryBusBits,
        DeviceAttribute.L2CacheBytes => device.L2CacheBytes,
        DeviceAttribute.MaxThreadsPerMultiprocessor => FakeCudaDevice.MaxThreadsPerMultiprocessor,
        DeviceAttribute.AsyncEngineCount => 1,
        DeviceAttribute.ComputeCapabilityMajor => device.ComputeCapabilityMajor,
        DeviceAttribute.ComputeCapabilityMinor => device.ComputeCapabilityMinor,
        DeviceAttribute.MaxSharedMemoryPerMultiprocessor => device.SharedBytesPerMultiprocessor,
        DeviceAttribute.MaxSharedMemoryPerBlockOptIn => device.OptInSharedBytesPerBlock,
        _ => 0,
    };
}
