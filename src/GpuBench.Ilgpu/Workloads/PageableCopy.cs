using GpuBench.Ilgpu.Devices;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using ILGPU.Runtime;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>A copy from or to pageable host memory: the driver stages it or pins it temporarily.</summary>
internal static class PageableCopy
{
    public static IPreparedTrial Prepare(IlgpuDevice device, long wordCount, ulong seed, bool toDevice)
    {
        var stream = device.Stream;
        var sent = TransferPattern.Words(device, seed, wordCount);
        var received = new uint[wordCount];
        var buffer = device.Accelerator.Allocate1D<uint>(wordCount);
        if (!toDevice)
            buffer.CopyFromCPU(sent);
        return new PreparedTrial(
            new("copy, pageable", "host memory as the runtime allocates it"), HardwareUnit.Link, setCount: 1,
            toDevice
                ? _ => buffer.View.AsContiguous().CopyFromCPU(stream, sent.AsSpan())
                : _ => buffer.View.AsContiguous().CopyToCPU(stream, received.AsSpan()),
            _ =>
            {
                if (toDevice)
                    buffer.CopyToCPU(received);
                var result = TransferPattern.Check(sent, received);
                Array.Clear(received);
                if (toDevice)
                    buffer.MemSetToZero();
                device.Synchronize();
                return result;
            },
            buffer);
    }
}
