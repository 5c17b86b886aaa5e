namespace GpuBench.PtxMachine.Calibration.Driver;

/// <summary>Device memory with a given content.</summary>
internal sealed unsafe class CudaBuffer : IDisposable
{
    private readonly int _byteCount;

    /// <param name="initial">The content; null fills with a pattern that no case expects.</param>
    public CudaBuffer(int byteCount, byte[]? initial)
    {
        _byteCount = byteCount;
        CudaException.Check(nameof(CudaApi.cuMemAlloc_v2), CudaApi.cuMemAlloc_v2(out var address, (nuint)Math.Max(byteCount, 1)));
        Address = address;
        if (initial is null)
        {
            CudaException.Check(nameof(CudaApi.cuMemsetD8_v2), CudaApi.cuMemsetD8_v2(address, 0xcd, (nuint)byteCount));
            return;
        }

        fixed (byte* from = initial)
            CudaException.Check(nameof(CudaApi.cuMemcpyHtoD_v2), CudaApi.cuMemcpyHtoD_v2(address, from, (nuint)byteCount));
    }

    public ulong Address { get; }

    public byte[] Read()
    {
        var bytes = new byte[_byteCount];
        fixed (byte* to = bytes)
            CudaException.Check(nameof(CudaApi.cuMemcpyDtoH_v2), CudaApi.cuMemcpyDtoH_v2(to, Address, (nuint)_byteCount));
        return bytes;
    }

    public void Dispose() => _ = CudaApi.cuMemFree_v2(Address);
}
