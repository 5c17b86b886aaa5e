namespace GpuBench.Torch.Devices;

/// <summary>
/// What the driver has had to give since the device was opened. libtorch's allocator keeps what it has got, so that is the most
/// that it needed at a time, together with what it holds from earlier trials of this process: an upper limit.
/// </summary>
internal sealed class CudaPeakMemory(CudaRuntime runtime, int index) : IPeakMemory
{
    private readonly long _freeAtFirst = FreeBytes(runtime, index);

    public void Reset()
    {
        // libtorch cannot be made to forget through its C interface.
    }

    public long? ReadBytes() => Math.Max(1, _freeAtFirst - FreeBytes(runtime, index));

    private static long FreeBytes(CudaRuntime runtime, int index)
    {
        runtime.SetDevice(index);
        return runtime.Memory().Free;
    }
}
