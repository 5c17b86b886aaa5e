using System.Runtime.InteropServices;
using static GpuBench.PtxInterpreter.Driver.FakeDriver;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Contexts, their settings, and access between them.</summary>
internal static unsafe class ContextEntryPoints
{
    [UnmanagedCallersOnly]
    private static CudaResult cuCtxCreate_v2(nint* context, uint flags, int device) => OnDevice(device, (driver, _) =>
    {
        driver.CurrentContext = new(device);
        *context = driver.Handles.Add(driver.CurrentContext);
        return CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuCtxDestroy_v2(nint context) => Run(driver =>
    {
        if (driver.CurrentContext == driver.Handles.Find<DriverContext>(context))
            driver.CurrentContext = null;
        return driver.Handles.Remove<DriverContext>(context) ? CudaResult.Success : CudaResult.InvalidContext;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuCtxSetCurrent(nint context) => Run(driver =>
    {
        driver.CurrentContext = driver.Handles.Find<DriverContext>(context);
        return context == 0 || driver.CurrentContext is not null ? CudaResult.Success : CudaResult.InvalidContext;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuCtxSynchronize() => WithContext(Succeed);

    [UnmanagedCallersOnly]
    private static CudaResult cuCtxGetCacheConfig(int* preference) => Run(_ => Report(preference, 0));

    [UnmanagedCallersOnly]
    private static CudaResult cuCtxSetCacheConfig(int preference) => WithContext(Succeed);

    [UnmanagedCallersOnly]
    private static CudaResult cuCtxGetSharedMemConfig(int* bankSize) => Run(_ => Report(bankSize, 1 /* four-byte banks */));

    [UnmanagedCallersOnly]
    private static CudaResult cuCtxSetSharedMemConfig(int bankSize) => WithContext(Succeed);

    [UnmanagedCallersOnly]
    private static CudaResult cuCtxEnablePeerAccess(nint peer, uint flags) => Run(driver =>
    {
        if (driver.CurrentContext is not { } current || driver.Handles.Find<DriverContext>(peer) is not { } other)
            return CudaResult.InvalidContext;
        if (!driver.Options.SupportsPeerAccess || current.DeviceOrdinal == other.DeviceOrdinal)
            return CudaResult.PeerAccessUnsupported;
        return current.Peers.Add(other) ? CudaResult.Success : CudaResult.PeerAccessAlreadyEnabled;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuCtxDisablePeerAccess(nint peer) => Run(driver =>
    {
        if (driver.CurrentContext is not { } current || driver.Handles.Find<DriverContext>(peer) is not { } other)
            return CudaResult.InvalidContext;
        return current.Peers.Remove(other) ? CudaResult.Success : CudaResult.PeerAccessNotEnabled;
    });

    private static CudaResult Succeed(DriverState driver) => CudaResult.Success;

    private static CudaResult Report(int* target, int value)
    {
        *target = value;
        return CudaResult.Success;
    }
}
