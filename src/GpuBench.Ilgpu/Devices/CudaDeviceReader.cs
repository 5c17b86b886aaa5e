using GpuBench.Measuring.Devices;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Reads what the CUDA driver and NVML say of a device.</summary>
internal static class CudaDeviceReader
{
    public static DeviceInfo Read(CudaDevice device, int index, int deviceCount)
    {
        using var telemetry = CudaTelemetry.TryOpen(device);
        var settings = telemetry?.Settings;
        return new()
        {
            Engine = IlgpuEngine.Name,
            Backend = Backend.Cuda,
            Index = index,
            Class = DeviceClass.Accelerator,
            Name = device.Name.Trim(),
            Vendor = "NVIDIA",
            Driver = $"CUDA {device.DriverVersion}",
            Architecture = device.Architecture?.ToString(),
            Uuid = telemetry?.Uuid,
            PciAddress = device.NVMLPCIBusId,
            MemoryBytes = device.MemorySize,
            MaxAllocationBytes = device.MemorySize,
            LastLevelCacheBytes = device.L2CacheSize > 0 ? device.L2CacheSize : null,
            ComputeUnits = device.NumMultiprocessors,
            ClockHertz = device.ClockRate * 1e6,
            MemoryClockHertz = device.MemoryClockRate * 1e6,
            MemoryBusBits = device.MemoryBusWidth,
            PowerLimitWatts = settings?.EnforcedPowerLimitWatts.Value,
            EccEnabled = settings?.IsEccEnabled.Value ?? device.HasECCSupport,
            Partition = settings?.IsMigEnabled.Value == true ? "MIG" : null,
            Capabilities = deviceCount > 1
                ? ["int32", "fp64", "fp16", "pinned", "peer"]
                : ["int32", "fp64", "fp16", "pinned"],
        };
    }
}
