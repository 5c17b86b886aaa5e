using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Torch.Loading;

namespace GpuBench.Torch.Devices;

/// <summary>
/// libtorch's CUDA kernels: every device that the CUDA half of the loaded libtorch sees, each asked by itself.
/// </summary>
/// <param name="complete">Adds what the driver and NVML tell of a device beyond the CUDA runtime; null: nothing.</param>
public sealed class TorchCudaBackend(TorchEngine engine, Func<DeviceInfo, DeviceInfo>? complete = null) : IBackend
{
    private const string CudaLibrary = "libtorch_cuda.so";

    private const string OfferCuda =
        "Give the torch/lib folder of a PyTorch with CUDA with --libtorch, or start this as TorchBackend=cuda ./gpubench "
        + "in its repository, which fetches PyTorch's CUDA library.";

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
        int count;
        try
        {
            count = runtime.DeviceCount();
        }
        catch (CudaRuntimeException failed)
        {
            return Inventory.Lacking(
                Engine, Backend, $"libtorch's {runtime.DescribeVersions()}: {failed.Message}.",
                "Update NVIDIA's driver, or use a PyTorch built for an older CUDA; check CUDA_VISIBLE_DEVICES.");
        }

        if (count == 0)
            return Inventory.Lacking(
                Engine, Backend, "libtorch finds no CUDA device.", "Check the driver with nvidia-smi, and CUDA_VISIBLE_DEVICES.");
        var code = FatBinaries.ArchitecturesIn(Path.Combine(opened.Directory, CudaLibrary));
        return Enumerable.Range(0, count)
            .Select(index => Ask(opened, runtime, index, code))
            .Aggregate(Inventory.Empty, (all, one) => all.And(one));
    }

    private Inventory Ask(LibTorchLoad.Opened opened, CudaRuntime runtime, int index, IReadOnlyList<string> code)
    {
        try
        {
            var device = Describe(opened, runtime, index) with { CodeArchitectures = code.Count > 0 ? code : null };
            return Inventory.Of(complete is null ? device : complete(device));
        }
        catch (CudaRuntimeException failed)
        {
            return Inventory.Lacking(
                Engine, Backend, string.Create(CultureInfo.InvariantCulture, $"cuda:{index}: {failed.Message}."),
                "Look for Xid lines of this device in the kernel's log (dmesg); reset it (nvidia-smi --gpu-reset -i N as root) or reboot. "
                + "The other devices can be used meanwhile.");
        }
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
            LastLevelCacheBytes = Attribute(CudaAttribute.L2CacheBytes) is > 0 and var bytes ? bytes : null,
            ComputeUnits = Reading.Count(Attribute(CudaAttribute.MultiprocessorCount)),
            ClockHertz = Reading.Hertz(Attribute(CudaAttribute.ClockKilohertz) * 1e3),
            MemoryClockHertz = Reading.Hertz(Attribute(CudaAttribute.MemoryClockKilohertz) * 1e3),
            MemoryBusBits = Reading.BusBits(Attribute(CudaAttribute.MemoryBusBits)),
            EccEnabled = Attribute(CudaAttribute.EccEnabled) == 1,
            Capabilities = ["fp64", "fp16", "bf16"],
        };
    }
}
