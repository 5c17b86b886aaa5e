using System.Runtime.InteropServices;
using System.Text;
using static GpuBench.PtxInterpreter.Driver.FakeDriver;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Devices, their attributes and their peers. A device's handle is its ordinal.</summary>
internal static unsafe class DeviceEntryPoints
{
    private const int UuidBytes = 16;

    [UnmanagedCallersOnly]
    private static CudaResult cuDeviceGetCount(int* count) => Run(driver =>
    {
        *count = driver.Options.Devices.Count;
        return CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuDeviceGet(int* device, int ordinal)
    {
        *device = ordinal;
        return OnDevice(ordinal, (_, _) => CudaResult.Success);
    }

    [UnmanagedCallersOnly]
    private static CudaResult cuDeviceGetName(byte* name, int capacityBytes, int device) => OnDevice(device, (_, found) =>
    {
        if (capacityBytes <= 0)
            return CudaResult.InvalidValue;

        var target = new Span<byte>(name, capacityBytes);
        target.Clear();
        var text = Encoding.UTF8.GetBytes(found.ReportedName);
        text.AsSpan(0, Math.Min(text.Length, capacityBytes - 1)).CopyTo(target);
        return CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuDeviceGetUuid_v2(byte* uuid, int device) => OnDevice(device, (_, found) =>
    {
        var target = new Span<byte>(uuid, UuidBytes);
        found.Uuid.ToByteArray(bigEndian: true).CopyTo(target);
        target[^1] = (byte)(device + 1);
        return CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuDeviceTotalMem_v2(nuint* bytes, int device) => OnDevice(device, (_, found) =>
    {
        *bytes = (nuint)found.MemoryBytes;
        return CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuDeviceGetAttribute(int* value, DeviceAttribute attribute, int device) => OnDevice(device, (_, found) =>
    {
        *value = DeviceAttributes.Of(found, device, attribute);
        return CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuDeviceCanAccessPeer(int* canAccess, int device, int peer) => Run(driver =>
    {
        if (driver.Device(device) is null || driver.Device(peer) is null)
            return CudaResult.InvalidDevice;

        *canAccess = device != peer && driver.Options.SupportsPeerAccess ? 1 : 0;
        return CudaResult.Success;
    });

    /// <summary>All attributes (rank, access, native atomics, array access) depend only on peer access.</summary>
    [UnmanagedCallersOnly]
    private static CudaResult cuDeviceGetP2PAttribute(int* value, int attribute, int source, int target) => Run(driver =>
    {
        if (driver.Device(source) is null || driver.Device(target) is null || source == target)
            return CudaResult.InvalidDevice;

        *value = driver.Options.SupportsPeerAccess ? 1 : 0;
        return CudaResult.Success;
    });
}
