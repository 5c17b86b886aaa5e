using System.Diagnostics;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>
/// The state of the entry points between two resets. Not thread-safe, because <see cref="FakeDriver"/> allows one call at a time.
/// </summary>
internal sealed class DriverState : IDisposable
{
    private readonly ThreadLocal<DriverContext?> _currentContext = new();

    public DriverState(FakeDriverOptions options, HandleTable handles)
    {
        Options = options;
        Handles = handles;
        Memory = new(options.Devices);
    }

    public FakeDriverOptions Options { get; }

    public HandleTable Handles { get; }

    public UnifiedMemory Memory { get; }

    public List<KernelLaunch> Launches { get; } = [];

    public List<string> Modules { get; } = [];

    /// <summary>The context of the calling thread, as in the driver.</summary>
    public DriverContext? CurrentContext
    {
        get => _currentContext.Value;
        set => _currentContext.Value = value;
    }

    public FakeCudaDevice? Device(int ordinal) =>
        ordinal >= 0 && ordinal < Options.Devices.Count ? Options.Devices[ordinal] : null;

    public CudaResult Copy(ulong target, ulong source, long byteCount)
    {
        if (!Memory.TryResolveForCopy(target, byteCount, out var to) || !Memory.TryResolveForCopy(source, byteCount, out var from))
            return CudaResult.InvalidValue;

        unsafe
        {
            Buffer.MemoryCopy((void*)from, (void*)to, byteCount, byteCount);
        }

        if (UnifiedMemory.IsDeviceAddress(target))
            Memory.CopyWritten(target, source, byteCount);
        return CudaResult.Success;
    }

    /// <summary>Records the launch. Runs it if there is an executor.</summary>
    public CudaResult Launch(KernelLaunch launch)
    {
        Launches.Add(launch);
        return Options.Executor?.Invoke(launch, Memory) ?? CudaResult.Success;
    }

    /// <summary>0, 1 and 2 are the default, the legacy and the per-thread stream.</summary>
    public bool IsStream(nint handle) => handle is 0 or 1 or 2 || Handles.Find<DriverStream>(handle) is not null;

    public static long Now => Stopwatch.GetTimestamp();

    public void Dispose()
    {
        Memory.Dispose();
        Handles.Clear();
        _currentContext.Dispose();
    }
}
