using System.Diagnostics;
using System.Runtime.InteropServices;
using static GpuBench.PtxInterpreter.Driver.FakeDriver;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Streams and events. Event times come from the host's monotonic clock.</summary>
internal static unsafe class StreamEntryPoints
{
    [UnmanagedCallersOnly]
    private static CudaResult cuStreamCreate(nint* stream, uint flags) => WithContext(driver => Create(driver, stream));

    [UnmanagedCallersOnly]
    private static CudaResult cuStreamCreateWithPriority(nint* stream, uint flags, int priority) =>
        WithContext(driver => Create(driver, stream));

    [UnmanagedCallersOnly]
    private static CudaResult cuStreamDestroy_v2(nint stream) => Run(driver => OrInvalid(driver.Handles.Remove<DriverStream>(stream)));

    [UnmanagedCallersOnly]
    private static CudaResult cuStreamSynchronize(nint stream) => Run(driver => OrInvalid(driver.IsStream(stream)));

    [UnmanagedCallersOnly]
    private static CudaResult cuEventCreate(nint* handle, uint flags) => WithContext(driver =>
    {
        *handle = driver.Handles.Add(new DriverEvent());
        return CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuEventDestroy_v2(nint handle) => Run(driver => OrInvalid(driver.Handles.Remove<DriverEvent>(handle)));

    [UnmanagedCallersOnly]
    private static CudaResult cuEventQuery(nint handle) => Run(driver => OrInvalid(driver.Handles.Find<DriverEvent>(handle) is not null));

    [UnmanagedCallersOnly]
    private static CudaResult cuEventSynchronize(nint handle) =>
        Run(driver => OrInvalid(driver.Handles.Find<DriverEvent>(handle) is not null));

    [UnmanagedCallersOnly]
    private static CudaResult cuEventRecord(nint handle, nint stream) => Run(driver =>
    {
        if (driver.Handles.Find<DriverEvent>(handle) is not { } recorded || !driver.IsStream(stream))
            return CudaResult.InvalidHandle;

        recorded.Timestamp = DriverState.Now;
        return CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuEventElapsedTime(float* milliseconds, nint start, nint end) => Run(driver =>
    {
        if (driver.Handles.Find<DriverEvent>(start)?.Timestamp is not { } from
            || driver.Handles.Find<DriverEvent>(end)?.Timestamp is not { } to)
            return CudaResult.InvalidHandle;

        *milliseconds = (float)((to - from) * 1000.0 / Stopwatch.Frequency);
        return CudaResult.Success;
    });

    private static CudaResult Create(DriverState driver, nint* stream)
    {
        *stream = driver.Handles.Add(new DriverStream());
        return CudaResult.Success;
    }

    private static CudaResult OrInvalid(bool isValid) => isValid ? CudaResult.Success : CudaResult.InvalidHandle;
}
