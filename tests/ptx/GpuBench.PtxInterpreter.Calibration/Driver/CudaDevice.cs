using System.Globalization;
using System.Text;

namespace GpuBench.PtxInterpreter.Calibration.Driver;

/// <summary>The first GPU and a context on it.</summary>
internal sealed unsafe class CudaDevice : IDisposable
{
    private readonly int _device;
    private nint _context;

    private CudaDevice(int device)
    {
        _device = device;
        var name = stackalloc byte[256];
        CudaException.Check(nameof(CudaApi.cuDeviceGetName), CudaApi.cuDeviceGetName(name, 256, device));
        Name = Encoding.UTF8.GetString(new ReadOnlySpan<byte>(name, 256)).TrimEnd('\0');
        Name = Name[..(Name.IndexOf('\0', StringComparison.Ordinal) is var end and >= 0 ? end : Name.Length)];
        CudaException.Check(
            nameof(CudaApi.cuDeviceGetAttribute), CudaApi.cuDeviceGetAttribute(out var major, CudaApi.CapabilityMajor, device));
        CudaException.Check(
            nameof(CudaApi.cuDeviceGetAttribute), CudaApi.cuDeviceGetAttribute(out var minor, CudaApi.CapabilityMinor, device));
        CudaException.Check(
            nameof(CudaApi.cuDeviceGetAttribute),
            CudaApi.cuDeviceGetAttribute(out var multiprocessors, CudaApi.MultiprocessorCount, device));
        MultiprocessorCount = multiprocessors;
        CudaException.Check(nameof(CudaApi.cuDriverGetVersion), CudaApi.cuDriverGetVersion(out var version));
        (Major, Minor) = (major, minor);
        Driver = string.Create(CultureInfo.InvariantCulture, $"{version / 1000}.{version % 1000 / 10}");
        CreateContext();
    }

    public string Name { get; }

    /// <summary>The compute capability.</summary>
    public int Major { get; }

    public int Minor { get; }

    public int MultiprocessorCount { get; }

    /// <summary>The CUDA version of the driver.</summary>
    public string Driver { get; }

    /// <param name="reason">Why there is no device. Empty if there is one.</param>
    /// <returns>The first device, or null.</returns>
    public static CudaDevice? TryOpen(out string reason)
    {
        reason = "";
        try
        {
            var result = CudaApi.cuInit(0);
            if (result == 0 && CudaApi.cuDeviceGetCount(out var count) == 0 && count > 0)
            {
                CudaException.Check(nameof(CudaApi.cuDeviceGet), CudaApi.cuDeviceGet(out var device, 0));
                return new(device);
            }

            reason = result is 0 or CudaApi.NoDevice ? "the driver counts no device" : CudaException.Describe(result);
        }
        catch (DllNotFoundException)
        {
            reason = "there is no libcuda.so.1";
        }

        return null;
    }

    /// <summary>Replaces the context, because a context accepts no further calls after a kernel has faulted in it.</summary>
    /// <returns>Whether there is a new context. After some faults a driver gives none to the same process.</returns>
    public bool TryRenew()
    {
        // The result is the error code of the fault.
        _ = CudaApi.cuCtxDestroy_v2(_context);
        return CudaApi.cuCtxCreate_v2(out _context, 0, _device) == 0;
    }

    public void Dispose() => _ = CudaApi.cuCtxDestroy_v2(_context);

    private void CreateContext() => CudaException.Check(nameof(CudaApi.cuCtxCreate_v2), CudaApi.cuCtxCreate_v2(out _context, 0, _device));
}
