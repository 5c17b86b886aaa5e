using System.Globalization;
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

/// <summary>Numbers of CUdevice_attribute (cuda.h): what ILGPU asks every device that it describes, and a few more.</summary>
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

    /// <summary>From CUDA 12.3 on; ILGPU does not ask for it.</summary>
    MpsEnabled = 133,
}

/// <summary>A call of the CUDA driver that did not succeed.</summary>
/// <param name="Call">The entry point, with what was asked where it answers more than one question.</param>
/// <param name="Code">Its CUresult.</param>
/// <param name="Name">What cuda.h calls the code; null where the driver does not say.</param>
/// <param name="Text">What the driver says of it; null where it says nothing.</param>
public sealed record CudaCallFailure(string Call, int Code, string? Name, string? Text)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Call} failed with {Code}{(Name is null ? "" : $" {Name}")} ({Text ?? "no text"})");
}

/// <summary>The driver refused a call; the message holds call, code, name and text.</summary>
public sealed class CudaCallException(CudaCallFailure failure) : Exception(failure.ToString())
{
    public CudaCallFailure Failure => failure;
}
