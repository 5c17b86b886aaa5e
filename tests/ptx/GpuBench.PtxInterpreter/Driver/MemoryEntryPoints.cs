using System.Runtime.InteropServices;
using static GpuBench.PtxInterpreter.Driver.FakeDriver;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Device memory, page-locked host memory, copies and fills. "Asynchronous" work is complete when the call returns.</summary>
internal static unsafe class MemoryEntryPoints
{
    private const int MemoryTypeAttribute = 2;
    private const int HostMemoryType = 1;
    private const int DeviceMemoryType = 2;

    [UnmanagedCallersOnly]
    private static CudaResult cuMemGetInfo_v2(nuint* freeBytes, nuint* totalBytes) => WithContext(driver =>
    {
        var memory = driver.Memory.Devices[driver.CurrentContext!.DeviceOrdinal];
        *freeBytes = (nuint)(memory.CapacityBytes - memory.UsedBytes);
        *totalBytes = (nuint)memory.CapacityBytes;
        return CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuMemAlloc_v2(ulong* address, nuint byteCount) => WithContext(driver =>
    {
        if (byteCount == 0)
            return CudaResult.InvalidValue;
        if (driver.Memory.Devices[driver.CurrentContext!.DeviceOrdinal].Allocate((long)byteCount) is not { } allocation)
            return CudaResult.OutOfMemory;

        *address = allocation.Address;
        return CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuMemFree_v2(ulong address) =>
        Run(driver => OrInvalid(address == 0 || driver.Memory.Devices.Any(device => device.Free(address))));

    [UnmanagedCallersOnly]
    private static CudaResult cuMemAllocHost_v2(nint* pointer, nuint byteCount) => WithContext(driver =>
    {
        if (byteCount == 0)
            return CudaResult.InvalidValue;

        *pointer = driver.Memory.Host.Allocate((long)byteCount);
        return CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuMemFreeHost(nint pointer) => Run(driver => OrInvalid(driver.Memory.Host.Free(pointer)));

    [UnmanagedCallersOnly]
    private static CudaResult cuMemHostRegister_v2(nint pointer, nuint byteCount, uint flags) => WithContext(driver =>
    {
        if (pointer == 0 || byteCount == 0)
            return CudaResult.InvalidValue;
        return driver.Memory.Host.Register(pointer, (long)byteCount) ? CudaResult.Success : CudaResult.HostMemoryAlreadyRegistered;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuMemHostUnregister(nint pointer) =>
        Run(driver => driver.Memory.Host.Unregister(pointer) ? CudaResult.Success : CudaResult.HostMemoryNotRegistered);

    /// <summary>With unified addressing, a page-locked pointer is its own device address.</summary>
    [UnmanagedCallersOnly]
    private static CudaResult cuMemHostGetDevicePointer_v2(nint* address, nint pointer, uint flags) => Run(driver =>
    {
        *address = pointer;
        return OrInvalid(driver.Memory.Host.IsPageLocked(pointer, byteCount: 1));
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuMemcpyAsync(ulong target, ulong source, nuint byteCount, nint stream) => WithContext(driver =>
    {
        driver.Options.InsideCopy?.Invoke();
        return driver.IsStream(stream) ? driver.Copy(target, source, (long)byteCount) : CudaResult.InvalidHandle;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuMemsetD8Async(ulong target, byte value, nuint byteCount, nint stream) => WithContext(driver =>
    {
        if (!driver.IsStream(stream))
            return CudaResult.InvalidHandle;
        if (!driver.Memory.TryResolve(target, (long)byteCount, out var bytes))
            return CudaResult.InvalidValue;

        NativeMemory.Fill((void*)bytes, byteCount, value);
        driver.Memory.MarkWritten(target, (long)byteCount);
        return CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuPointerGetAttribute(int* value, int attribute, ulong pointer) => Run(driver =>
    {
        var isDevice = driver.Memory.Find(pointer) is not null;
        *value = isDevice ? DeviceMemoryType : HostMemoryType;
        return OrInvalid(attribute == MemoryTypeAttribute && (isDevice || driver.Memory.Host.IsPageLocked((nint)pointer, byteCount: 1)));
    });

    private static CudaResult OrInvalid(bool isValid) => isValid ? CudaResult.Success : CudaResult.InvalidValue;
}
