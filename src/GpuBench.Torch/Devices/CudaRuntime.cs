using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using GpuBench.Torch.Loading;

namespace GpuBench.Torch.Devices;

/// <summary>
/// The CUDA runtime that libtorch loaded, for functions that TorchSharp lacks: events, names, memory. Another copy of the runtime
/// would reach the device, but would not know libtorch's streams.
/// </summary>
internal sealed unsafe partial class CudaRuntime
{
    private const string NamePrefix = "libcudart";

    // cudaDeviceProp begins with char name[256] in every version. Its size grows between versions and stays far below this limit.
    private const int PropertiesBytes = 16384;
    private const int NameBytes = 256;

    private readonly nint _library;

    private CudaRuntime(nint library) => _library = library;

    /// <returns>Null if libtorch loaded none.</returns>
    public static CudaRuntime? Loaded() =>
        MappedLibraries.PathsStarting(NamePrefix) is [var path, ..] && NativeLibrary.TryLoad(path, out var handle) ? new(handle) : null;

    /// <returns>0 also if the driver is missing or too old, which the runtime reports as an error.</returns>
    public int VisibleDeviceCount()
    {
        try
        {
            return DeviceCount();
        }
        catch (CudaRuntimeException)
        {
            return 0;
        }
    }

    /// <exception cref="CudaRuntimeException">The driver is missing, too old, or fails to initialise.</exception>
    public int DeviceCount()
    {
        int count;
        Require(((delegate* unmanaged<int*, int>)Function("cudaGetDeviceCount"))(&count), "cudaGetDeviceCount");
        return count;
    }

    /// <summary>The CUDA versions of the runtime and of the driver, e.g. <c>CUDA 12.8 on a driver for CUDA 11.4</c>.</summary>
    public string DescribeVersions() =>
        $"CUDA {VersionText("cudaRuntimeGetVersion")} on a driver for CUDA {VersionText("cudaDriverGetVersion")}";

    /// <summary>The runtime's version as CUDA encodes it, e.g. 12090 for 12.9; 0 if it does not say.</summary>
    public int Version() => Version("cudaRuntimeGetVersion");

    public void SetDevice(int index) => Require(((delegate* unmanaged<int, int>)Function("cudaSetDevice"))(index), "cudaSetDevice");

    public string NameOf(int index)
    {
        var properties = stackalloc byte[PropertiesBytes];
        Require(((delegate* unmanaged<byte*, int, int>)Function("cudaGetDeviceProperties"))(properties, index), "cudaGetDeviceProperties");
        var name = new ReadOnlySpan<byte>(properties, NameBytes);
        return Encoding.UTF8.GetString(name[..Math.Max(0, name.IndexOf((byte)0))]);
    }

    public string PciAddressOf(int index)
    {
        const int length = 32;
        var text = stackalloc byte[length];
        Require(
            ((delegate* unmanaged<byte*, int, int, int>)Function("cudaDeviceGetPCIBusId"))(text, length, index), "cudaDeviceGetPCIBusId");
        return Marshal.PtrToStringUTF8((nint)text) ?? "";
    }

    public int Attribute(CudaAttribute attribute, int index)
    {
        int value;
        Require(
            ((delegate* unmanaged<int*, int, int, int>)Function("cudaDeviceGetAttribute"))(&value, (int)attribute, index),
            $"cudaDeviceGetAttribute {attribute}");
        return value;
    }

    /// <summary>Memory of the current device, in bytes.</summary>
    public (long Free, long Total) Memory()
    {
        nuint free, total;
        Require(((delegate* unmanaged<nuint*, nuint*, int>)Function("cudaMemGetInfo"))(&free, &total), "cudaMemGetInfo");
        return ((long)free, (long)total);
    }

    public void Synchronize() => Require(((delegate* unmanaged<int>)Function("cudaDeviceSynchronize"))(), "cudaDeviceSynchronize");

    public nint CreateEvent()
    {
        nint created;
        Require(((delegate* unmanaged<nint*, int>)Function("cudaEventCreate"))(&created), "cudaEventCreate");
        return created;
    }

    /// <summary>Records on the default stream, which libtorch uses by default.</summary>
    public void Record(nint marker) =>
        Require(((delegate* unmanaged<nint, nint, int>)Function("cudaEventRecord"))(marker, 0), "cudaEventRecord");

    /// <summary>Waits for the later event.</summary>
    public double SecondsBetween(nint earlier, nint later)
    {
        Require(((delegate* unmanaged<nint, int>)Function("cudaEventSynchronize"))(later), "cudaEventSynchronize");
        float milliseconds;
        Require(
            ((delegate* unmanaged<float*, nint, nint, int>)Function("cudaEventElapsedTime"))(&milliseconds, earlier, later),
            "cudaEventElapsedTime");
        return milliseconds / 1e3;
    }

    public void DestroyEvent(nint marker) => ((delegate* unmanaged<nint, int>)Function("cudaEventDestroy"))(marker);

    private string VersionText(string function) => Version(function) is > 0 and var version
        ? string.Create(CultureInfo.InvariantCulture, $"{version / 1000}.{version % 1000 / 10}")
        : "unknown";

    private int Version(string function)
    {
        int version;
        return ((delegate* unmanaged<int*, int>)Function(function))(&version) == 0 ? version : 0;
    }

    private nint Function(string name) => NativeLibrary.GetExport(_library, name);

    private void Require(int error, string what)
    {
        if (error != 0)
            throw new CudaRuntimeException(string.Create(
                CultureInfo.InvariantCulture,
                $"{what} failed with {error} {Text("cudaGetErrorName", error)} ({Text("cudaGetErrorString", error)})"));
    }

    private string Text(string function, int error) =>
        Marshal.PtrToStringUTF8(((delegate* unmanaged<int, nint>)Function(function))(error)) ?? "no text";
}

/// <summary>Values of <c>cudaDeviceAttr</c> (CUDA Runtime API, Data types used by CUDA Runtime).</summary>
internal enum CudaAttribute
{
    ClockKilohertz = 13,
    MultiprocessorCount = 16,
    EccEnabled = 32,
    MemoryClockKilohertz = 36,
    MemoryBusBits = 37,
    L2CacheBytes = 38,
    ComputeCapabilityMajor = 75,
    ComputeCapabilityMinor = 76,
}

/// <summary>A CUDA runtime call failed. The message has call, code, name and text.</summary>
public sealed class CudaRuntimeException(string message) : Exception(message);
