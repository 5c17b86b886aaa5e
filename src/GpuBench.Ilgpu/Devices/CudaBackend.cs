using GpuBench.Ilgpu.Native;
using GpuBench.Measuring.Devices;
using ILGPU.Runtime.Cuda;
using IDevice = GpuBench.Measuring.Devices.IDevice;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Every CUDA device of the driver.</summary>
public sealed class CudaBackend : IBackend
{
    public string Engine => IlgpuEngine.Name;

    public Backend Backend => Backend.Cuda;

    public Inventory Discover()
    {
        NativeLibraries.Install();
        if (NativeLibraries.Describe() is { Cure: { } cure, Reason: var reason })
            return Inventory.Lacking(Engine, Backend, reason, cure);
        using var context = CudaContext.Create();
        var count = context.GetCudaDevices().Count;
        return count == 0
            ? Inventory.Lacking(Engine, Backend, "ILGPU accepts none of the driver's devices.", "ILGPU needs compute capability 5.0 and a driver from CUDA 9 on.")
            : Inventory.Of([.. Enumerable.Range(0, count).Select(i => CudaDeviceReader.Read(context.GetCudaDevice(i), i, count))]);
    }

    public string? Explain(Exception cause) => EngineErrors.Explain(cause);

    public IDevice Open(DeviceInfo device)
    {
        var context = CudaContext.Create();
        var opened = context.GetCudaDevice(device.Index);
        IlgpuEngine.RequireSame(device, opened.Name);
        var accelerator = opened.CreateCudaAccelerator(context);
        var stream = new ProfiledStream(accelerator.DefaultStream, "cuda-event", 0.5e-6);
        return new IlgpuDevice(device, context, accelerator, stream, CudaTelemetry.TryOpen(opened));
    }
}
