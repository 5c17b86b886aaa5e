using GpuBench.Ilgpu.Devices;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using ILGPU.Runtime;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>A copy from or to page-locked host memory, which the device's copy engine accesses directly.</summary>
internal static class PinnedCopy
{
    public static IPreparedTrial Prepare(IlgpuDevice device, long wordCount, ulong seed, bool toDevice)
    {
        var stream = device.Stream;
        var sent = TransferPattern.Words(device, seed, wordCount);
        var host = device.Accelerator.AllocatePageLocked1D<uint>(wordCount);
        var buffer = device.Accelerator.Allocate1D<uint>(wordCount);
        if (toDevice)
            sent.CopyTo(host.Span);
        else
            buffer.CopyFromCPU(sent);
        return new PreparedTrial(
            new("copy, pinned", "page-locked host memory"), HardwareUnit.Link, setCount: 1,
            toDevice
                ? _ => buffer.View.CopyFromPageLockedAsync(stream, host)
                : _ => buffer.View.CopyToPageLockedAsync(stream, host),
            _ =>
            {
                var received = toDevice ? buffer.GetAsArray1D() : host.Span;
                var result = TransferPattern.Check(sent, received);
                if (toDevice)
                    buffer.MemSetToZero();
                else
                    host.Span.Clear();
                device.Synchronize();
                return result;
            },
            host, buffer);
    }
}
