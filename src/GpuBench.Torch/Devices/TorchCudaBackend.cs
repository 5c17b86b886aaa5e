using GpuBench.Measuring.Devices;
using GpuBench.Torch.Loading;

namespace GpuBench.Torch.Devices;

/// <summary>libtorch's CUDA kernels: every device that the CUDA half of the loaded libtorch sees.</summary>
public sealed class TorchCudaBackend(TorchEngine engine) : IBackend
{
    private const string OfferCuda =
        "Give the torch/lib folder of a PyTorch with CUDA with --libtorch, or start this as TorchBackend=cuda ./gpubench in its repository, which fetches PyTorch's CUDA library.";

    public string Engine => engine.Name;

    public Backend Backend => Backend.Cuda;

    public Inventory Discover() => engine.Load() switch
    {
        LibTorchLoad.NotLoaded missing => Inventory.Lacking(Engine, Backend, missing.Reason, missing.Cure),
        LibTorchLoad.Opened { CudaFailure: { } failure } => Inventory.Lacking(Engine, Backend, $"libtorch's CUDA half does not load: {failure}", "Install an NVIDIA driver that is new enough for this PyTorch."),
        LibTorchLoad.Opened { HasCuda: false } opened => Inventory.Lacking(Engine, Backend, $"libtorch {opened.Version} here is built for CPUs alone.", OfferCuda),
        LibTorchLoad.Opened opened => Devices(opened),
        _ => Inventory.Empty,
    };

    public IDevice Open(DeviceInfo device)
    {
        var opened = engine.LoadOrThrow();
        return CudaRuntime.Loaded() is { } runtime
            ? new TorchCudaDevice(device, engine.VersionOf(opened), engine.TensorsOn(Backend, device.Index), runtime)
            : throw new InvalidOperationException("libtorch with CUDA did not load");
    }

    private Inventory Devices(LibTorchLoad.Opened opened)
    {
        if (CudaRuntime.Loaded() is not { } runtime)
            return Inventory.Lacking(Engine, Backend, "The CUDA runtime that libtorch uses cannot be told, so nothing could be timed.", OfferCuda);
        var count = runtime.VisibleDeviceCount();
        return count > 0
            ? Inventory.Of([.. Enumerable.Range(0, count).Select(index => Describe(opened, runtime, index))])
            : Inventory.Lacking(Engine, Backend, "libtorch finds no CUDA device.", "Check the driver with nvidia-smi, and CUDA_VISIBLE_DEVICES.");
    }

    private DeviceInfo Describe(LibTorchLoad.Opened opened, CudaRuntime runtime, int index)
    {
        runtime.SetDevice(index);
        var memory = runtime.Memory();
        int Attribute(CudaAttribute attribute) => runtime.Attribute(attribute, index);
        return new()
        {
            Engine = Engine,
            Backend = Backend,
            Index = index,
            Class = DeviceClass.Accelerator,
            Name = runtime.NameOf(index),
            Vendor = "NVIDIA",
            Driver = engine.Describe(opened),
            Architecture = ComputeCapability.Text(Attribute(CudaAttribute.ComputeCapabilityMajor), Attribute(CudaAttribute.ComputeCapabilityMinor)),
            PciAddress = runtime.PciAddressOf(index),
            MemoryBytes = memory.Total,
            MaxAllocationBytes = memory.Total,
            LastLevelCacheBytes = Attribute(CudaAttribute.L2CacheBytes),
            ComputeUnits = Attribute(CudaAttribute.MultiprocessorCount),
            ClockHertz = Attribute(CudaAttribute.ClockKilohertz) * 1e3,
            MemoryClockHertz = Attribute(CudaAttribute.MemoryClockKilohertz) * 1e3,
            MemoryBusBits = Attribute(CudaAttribute.MemoryBusBits),
            EccEnabled = Attribute(CudaAttribute.EccEnabled) != 0,
            Capabilities = ["fp64", "fp16", "bf16"],
        };
    }
}
