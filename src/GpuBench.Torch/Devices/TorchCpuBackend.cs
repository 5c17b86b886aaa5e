using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Torch.Loading;

namespace GpuBench.Torch.Devices;

/// <summary>libtorch's CPU kernels.</summary>
public sealed class TorchCpuBackend(TorchEngine engine) : IBackend
{
    public string Engine => engine.Name;

    public Backend Backend => Backend.Cpu;

    public Inventory Discover() => engine.Load() switch
    {
        LibTorchLoad.Opened opened => Inventory.Of(Describe(opened)),
        LibTorchLoad.NotLoaded missing => Inventory.Lacking(Engine, Backend, missing.Reason, missing.Cure),
        _ => Inventory.Empty,
    };

    public IDevice Open(DeviceInfo device) =>
        new TorchCpuDevice(device, engine.VersionOf(engine.LoadOrThrow()), engine.TensorsOn(Backend, device.Index));

    private DeviceInfo Describe(LibTorchLoad.Opened opened)
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
            Driver = engine.Describe(opened),
            MemoryBytes = host.MemoryBytes,
            MaxAllocationBytes = host.MemoryBytes,
            LastLevelCacheBytes = HostCache.LastLevelBytes(),
            ComputeUnits = host.CpuCount,
            Capabilities = ["fp64", "bf16"],
        };
    }
}
