using GpuBench.Ilgpu.Devices;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>A copy to the next CUDA device: direct if the hardware has peer access, otherwise through the host.</summary>
internal static class PeerCopy
{
    public static IPreparedTrial Prepare(IlgpuDevice device, long wordCount, ulong seed)
    {
        var source = device.Accelerator;
        var neighbour = Neighbour(device).CreateCudaAccelerator(source.Context);
        var direct = source.CanAccessPeer(neighbour);
        if (direct)
            source.EnablePeerAccess(neighbour);
        var sent = TransferPattern.Words(device, seed, wordCount);
        var from = source.Allocate1D(sent);
        var to = neighbour.Allocate1D<uint>(wordCount);
        var kernel = direct
            ? new KernelChoice("copy, peer", $"direct access to cuda:{neighbour.DeviceId}")
            : new KernelChoice("copy, through the host", $"no direct access to cuda:{neighbour.DeviceId}");
        return new PreparedTrial(
            kernel, HardwareUnit.Link, setCount: 1,
            _ => from.View.CopyTo(device.Stream, to.View),
            _ =>
            {
                neighbour.Synchronize();
                var result = TransferPattern.Check(sent, to.GetAsArray1D());
                to.MemSetToZero();
                neighbour.Synchronize();
                return result;
            },
            neighbour, to, from);
    }

    /// <summary>The next listed device. Ordinals have gaps if a device failed.</summary>
    private static CudaDevice Neighbour(IlgpuDevice device)
    {
        var devices = device.Accelerator.Context.GetCudaDevices();
        foreach (var other in devices)
        {
            if (other.DeviceId > device.Info.Index)
                return other;
        }

        return devices[0];
    }
}
