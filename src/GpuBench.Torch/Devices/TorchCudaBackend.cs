using System.Runtime.CompilerServices;
using GpuBench.Measuring.Devices;
using GpuBench.Torch.Loading;
using GpuBench.Torch.SelfTest;

namespace GpuBench.Torch.Devices;

/// <summary>libtorch's CUDA kernels: every device that the CUDA half of the loaded libtorch sees.</summary>
public sealed class TorchCudaBackend(TrustedLibTorch libTorch) : IBackend
{
    private const string OfferCuda =
        "Give the torch/lib folder of a PyTorch with CUDA with --libtorch, or build with -p:TorchBackend=cuda.";

    public string Engine => TorchEngine.Name;

    public Backend Backend => Backend.Cuda;

    public Inventory Discover() => libTorch.Load() switch
    {
        LibTorchLoad.NotLoaded missing => Inventory.Lacking(Engine, Backend, missing.Reason, missing.Cure),
        LibTorchLoad.Loaded { CudaFailure: { } failure } => Inventory.Lacking(Engine, Backend, $"libtorch's CUDA half does not load: {failure}", "Install an NVIDIA driver that is new enough for this PyTorch."),
        LibTorchLoad.Loaded { HasCuda: false } loaded => Inventory.Lacking(Engine, Backend, $"libtorch {loaded.Version} here is built for CPUs alone.", OfferCuda),
        LibTorchLoad.Loaded loaded => Devices(loaded),
        _ => Inventory.Empty,
    };

    public IDevice Open(DeviceInfo device) =>
        libTorch.Load() is LibTorchLoad.Loaded loaded && CudaRuntime.Loaded() is { } runtime
            ? new TorchCudaDevice(device, loaded, runtime)
            : throw new InvalidOperationException("libtorch with CUDA did not load");

    // Not inlined: it mentions torch, which only a loaded libtorch allows.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Inventory Devices(LibTorchLoad.Loaded loaded)
    {
        if (!TorchSharp.torch.cuda.is_available())
            return Inventory.Lacking(Engine, Backend, "libtorch finds no CUDA device.", "Check the driver with nvidia-smi, and CUDA_VISIBLE_DEVICES.");
        return CudaRuntime.Loaded() is { } runtime
            ? Inventory.Of([.. Enumerable.Range(0, runtime.DeviceCount()).Select(index => Describe(loaded, runtime, index))])
            : Inventory.Lacking(Engine, Backend, "The CUDA runtime that libtorch uses cannot be told, so nothing could be timed.", OfferCuda);
    }

    private DeviceInfo Describe(LibTorchLoad.Loaded loaded, CudaRuntime runtime, int index)
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
            Driver = LibTorchText.Of(loaded),
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
