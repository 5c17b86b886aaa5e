namespace GpuBench.PtxInterpreter.Calibration.Driver;

/// <summary>Device memory with a given content.</summary>
internal sealed unsafe class CudaBuffer : IDisposable
{
    private readonly int _byteCount;

    /// <param name="initial">The content. If null, the memory gets a pattern that no case expects.</param>
    public CudaBuffer(int byteCount, byte[]? initial)
    {
        _byteCount = byteCount;
        CudaException.Check(nameof(CudaApi.cuMemAlloc_v2), CudaApi.cuMemAlloc_v2(out var address, (nuint)Math.Max(byteCount, 1)));
        Address = address;
        if (initial is null)
        {
            CudaException.Check(nameof(CudaApi.cuMemsetD8Async), CudaApi.cuMemsetD8Async(address, 0xcd, (nuint)byteCount, 0));
            return;
        }

        fixed (byte* from = initial)
            Copy(address, (ulong)from);
    }

    public ulong Address { get; }

    public byte[] Read()
    {
        var bytes = new byte[_byteCount];
        fixed (byte* to = bytes)
            Copy((ulong)to, Address);
        return bytes;
    }

    public void Dispose() => _ = CudaApi.cuMemFree_v2(Address);

    private void Copy(ulong to, ulong from)
    {
        CudaException.Check(nameof(CudaApi.cuMemcpyAsync), CudaApi.cuMemcpyAsync(to, from, (nuint)_byteCount, 0));
        CudaException.Check(nameof(CudaApi.cuStreamSynchronize), CudaApi.cuStreamSynchronize(0));
    }
}
