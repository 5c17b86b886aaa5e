using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace GpuBench.Ilgpu.Native;

/// <summary>
/// The driver calls that a listing needs, without ILGPU: an error names its call, names are UTF-8, and a failed device does not
/// hide the others. Methods throw <see cref="CudaCallException"/>, also for a missing entry point.
/// </summary>
internal sealed unsafe class CudaDriver(nint library)
{
    private const int NameBytes = 256;
    private const int UuidBytes = 16;

    /// <summary>CUDA_ERROR_NOT_FOUND, reported for an entry point that an older driver lacks.</summary>
    private const int NotFound = 500;

    /// <returns>Null without a driver library. The driver is not initialised yet.</returns>
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
        // The driver encodes 1000 * major + 10 * minor.
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

    /// <summary>A MIG instance has its own UUID, which only the second version of the call returns.</summary>
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
            throw new CudaCallException(new(call, code, TextOf("cuGetErrorName", code), TextOf("cuGetErrorString", code)));
    }

    private string? TextOf(string function, int code)
    {
        nint text = 0;
        if (NativeLibrary.TryGetExport(library, function, out var describe))
            _ = ((delegate* unmanaged<int, nint*, int>)describe)(code, &text);
        return Marshal.PtrToStringUTF8(text);
    }
}

/// <summary>Values of CUdevice_attribute (cuda.h): those that ILGPU queries for every device, and a few more.</summary>
internal enum CudaDeviceAttribute
{
    MaxThreadsPerBlock = 1,
    MaxBlockDimX = 2,
    MaxBlockDimY = 3,
    MaxBlockDimZ = 4,
    MaxGridDimX = 5,
    MaxGridDimY = 6,
    MaxGridDimZ = 7,
    MaxSharedMemoryPerBlock = 8,
    TotalConstantMemory = 9,
    WarpSize = 10,
    MaxPitch = 11,
    MaxRegistersPerBlock = 12,
    ClockKilohertz = 13,
    MultiprocessorCount = 16,
    CanMapHostMemory = 19,
    ComputeMode = 20,
    EccEnabled = 32,
    PciBusId = 33,
    PciDeviceId = 34,
    TccDriver = 35,
    MemoryClockKilohertz = 36,
    MemoryBusBits = 37,
    L2CacheBytes = 38,
    MaxThreadsPerMultiprocessor = 39,
    AsyncEngineCount = 40,
    PciDomainId = 50,
    ComputeCapabilityMajor = 75,
    ComputeCapabilityMinor = 76,
    MaxSharedMemoryPerMultiprocessor = 81,
    MaxRegistersPerMultiprocessor = 82,
    ManagedMemory = 83,
    ComputePreemptionSupported = 90,
    CanUseHostPointerForRegisteredMemory = 91,

    /// <summary>From CUDA 12.3 on; ILGPU does not query it.</summary>
    MpsEnabled = 133,
}

/// <summary>A failed CUDA driver call.</summary>
/// <param name="Call">The entry point, with the queried attribute if there is one.</param>
/// <param name="Code">Its CUresult.</param>
/// <param name="Name">The code's name in cuda.h; null if the driver does not say.</param>
/// <param name="Text">The driver's description of the code; null if it has none.</param>
public sealed record CudaCallFailure(string Call, int Code, string? Name, string? Text)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Call} failed with {Code}{(Name is null ? "" : $" {Name}")} ({Text ?? "no text"})");
}

/// <summary>A CUDA driver call failed. The message has call, code, name and text.</summary>
public sealed class CudaCallException(CudaCallFailure failure) : Exception(failure.ToString())
{
    public CudaCallFailure Failure => failure;
}
