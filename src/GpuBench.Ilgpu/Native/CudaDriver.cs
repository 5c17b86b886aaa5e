using System.Runtime.InteropServices;
using System.Text;

namespace GpuBench.Ilgpu.Native;

/// <summary>
/// The driver API as far as a listing needs it, without ILGPU: every call can be named where it fails, names are UTF-8, and one
/// device that fails hides no other. Functions throw <see cref="CudaCallException"/>, also for an entry point that is missing.
/// </summary>
internal sealed unsafe class CudaDriver(nint library)
{
    private const int NameBytes = 256;
    private const int UuidBytes = 16;

    /// <summary>CUDA_ERROR_NOT_FOUND: what stands for an entry point that an older driver lacks.</summary>
    private const int NotFound = 500;

    /// <returns>Null where there is no driver library; it is not initialised yet.</returns>
    public static CudaDriver? TryLoad() => NativeLibraryCatalog.CudaDriver.Find() is { } match ? new(match.Handle) : null;

    public void Initialize() => Require(((delegate* unmanaged<uint, int>)Function("cuInit"))(0), "cuInit");

    public int DeviceCount()
    {
        int count;
        Require(((delegate* unmanaged<int*, int>)Function("cuDeviceGetCount"))(&count), "cuDeviceGetCount");
        return count;
    }

    /// <summary>The newest CUDA version that the driver supports.</summary>
    public Version SupportedVersion()
    {
        int version;
        Require(((delegate* unmanaged<int*, int>)Function("cuDriverGetVersion"))(&version), "cuDriverGetVersion");
        // 1000 for a major and 10 for a minor version.
        return new(Math.Max(0, version / 1000), Math.Max(0, version % 1000 / 10));
    }

    /// <summary>The handle of the device with that ordinal.</summary>
    public int Device(int ordinal)
    {
        int device;
        Require(((delegate* unmanaged<int*, int, int>)Function("cuDeviceGet"))(&device, ordinal), "cuDeviceGet");
        return device;
    }

    public string NameOf(int device)
    {
        var name = stackalloc byte[NameBytes];
        Require(((delegate* unmanaged<byte*, int, int, int>)Function("cuDeviceGetName"))(name, NameBytes, device), "cuDeviceGetName");
        var text = new ReadOnlySpan<byte>(name, NameBytes);
        return Encoding.UTF8.GetString(text[..Math.Max(0, text.IndexOf((byte)0))]).Trim();
    }

    public ulong MemoryBytesOf(int device)
    {
        nuint bytes;
        Require(((delegate* unmanaged<nuint*, int, int>)Function("cuDeviceTotalMem_v2"))(&bytes, device), "cuDeviceTotalMem_v2");
        return bytes;
    }

    public int AttributeOf(int device, CudaDeviceAttribute attribute)
    {
        int value;
        Require(
            ((delegate* unmanaged<int*, int, int, int>)Function("cuDeviceGetAttribute"))(&value, (int)attribute, device),
            $"cuDeviceGetAttribute({attribute})");
        return value;
    }

    /// <summary>Of a MIG instance its own: that is what the second version of the call adds.</summary>
    public byte[] UuidOf(int device)
    {
        var uuid = new byte[UuidBytes];
        var call = NativeLibrary.TryGetExport(library, "cuDeviceGetUuid_v2", out _) ? "cuDeviceGetUuid_v2" : "cuDeviceGetUuid";
        fixed (byte* target = uuid)
            Require(((delegate* unmanaged<byte*, int, int>)Function(call))(target, device), call);
        return uuid;
    }

    private nint Function(string name) => NativeLibrary.TryGetExport(library, name, out var function)
        ? function
        : throw new CudaCallException(new(name, NotFound, "CUDA_ERROR_NOT_FOUND", "this driver does not have it"));

    private void Require(int code, string call)
    {
        if (code != 0)
            throw new CudaCallException(new(call, code, Ask("cuGetErrorName", code), Ask("cuGetErrorString", code)));
    }

    private string? Ask(string function, int code)
    {
        nint text = 0;
        if (NativeLibrary.TryGetExport(library, function, out var describe))
            _ = ((delegate* unmanaged<int, nint*, int>)describe)(code, &text);
        return Marshal.PtrToStringUTF8(text);
    }
}
