using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Torch.Loading;
using GpuBench.Torch.SelfTest;

namespace GpuBench.Torch.Devices;

/// <summary>libtorch's CPU kernels.</summary>
public sealed class TorchCpuBackend(TrustedLibTorch libTorch) : IBackend
{
    public string Engine => TorchEngine.Name;

    public Backend Backend => Backend.Cpu;

    public Inventory Discover() => libTorch.Load() switch
    {
        LibTorchLoad.Loaded loaded => Inventory.Of(Describe(loaded)),
        LibTorchLoad.NotLoaded missing => Inventory.Lacking(Engine, Backend, missing.Reason, missing.Cure),
        _ => Inventory.Empty,
    };

    public IDevice Open(DeviceInfo device) => libTorch.Load() switch
    {
        LibTorchLoad.Loaded loaded => new TorchCpuDevice(device, loaded),
        LibTorchLoad.NotLoaded missing => throw new InvalidOperationException($"{missing.Reason} {missing.Cure}"),
        _ => throw new InvalidOperationException("libtorch did not load"),
    };

    private DeviceInfo Describe(LibTorchLoad.Loaded loaded)
    {
        var host = HostInfo.Read();
        return new()
        {
            Engine = Engine,
            Backend = Backend,
            Index = 0,
            Class = DeviceClass.HostCpu,
            Name = host.Cpu,
            Vendor = "PyTorch",
            Driver = LibTorchText.Of(loaded),
            MemoryBytes = host.MemoryBytes,
            MaxAllocationBytes = host.MemoryBytes,
            LastLevelCacheBytes = HostCache.LastLevelBytes(),
            ComputeUnits = host.CpuCount,
            Capabilities = ["fp64", "bf16"],
        };
    }
}
