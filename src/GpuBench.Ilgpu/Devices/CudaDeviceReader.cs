using System.Globalization;
using GpuBench.Ilgpu.Native;
using GpuBench.Measuring.Devices;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Puts what the CUDA driver and NVML say of a device into the words of a listing.</summary>
internal static class CudaDeviceReader
{
    /// <param name="facts">Of a device that can be used.</param>
    public static DeviceInfo Read(CudaDeviceFacts facts, int ordinal, Version driverVersion) => CudaIdentity.Complete(new()
    {
        Engine = IlgpuEngine.Name,
        Backend = Backend.Cuda,
        Index = ordinal,
        Class = DeviceClass.Accelerator,
        Name = facts.Name,
        Vendor = "NVIDIA",
        Driver = string.Create(CultureInfo.InvariantCulture, $"CUDA {driverVersion}"),
        Architecture = facts.Architecture,
        PciAddress = facts.PciAddress,
        MemoryBytes = facts.MemoryBytes!.Value,
        MaxAllocationBytes = facts.MemoryBytes.Value,
        LastLevelCacheBytes = facts.L2CacheBytes,
        ComputeUnits = facts.MultiprocessorCount,
        ClockHertz = facts.ClockHertz,
        MemoryClockHertz = facts.MemoryClockHertz,
        MemoryBusBits = facts.MemoryBusBits,
        EccEnabled = facts.EccEnabled,
        Capabilities = ["int32", "fp64", .. HasHalfArithmetic(facts) ? ["fp16"] : Array.Empty<string>(), "pinned"],
    });

    /// <summary>From compute capability 5.3 on.</summary>
    private static bool HasHalfArithmetic(CudaDeviceFacts facts) => facts.ComputeCapability >= 53;
}
