using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using GpuBench.PtxInterpreter.Elf;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>
/// A fake of NVIDIA's libcuda, built at run time. Host code that uses the driver API runs on it without a GPU, with real memory, real
/// limits and real errors. Kernels run only if <see cref="FakeDriverOptions.Executor"/> is set.
/// </summary>
/// <remarks>
/// A process has one fake driver: the runtime binds an imported library once, and native entry points have no state of their own. So
/// tests that use it run one after the other, each after its own <see cref="Reset"/>. Otherwise the class is thread-safe.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The one instance lives as long as the process.")]
public sealed class FakeDriver
{
    private static readonly Lazy<FakeDriver> Instance = new(() => new FakeDriver());

    private readonly Lock _gate = new();
    private readonly HandleTable _handles = new();
    private readonly List<Exception> _internalErrors = [];
    private DriverState _state;

    private FakeDriver()
    {
        _state = new(new(), _handles);
        Library = JumpTableLibrary.Load(
            "libcuda.so.1",
            typeof(DriverEntryPoints), typeof(DeviceEntryPoints), typeof(ContextEntryPoints), typeof(MemoryEntryPoints),
            typeof(StreamEntryPoints), typeof(ModuleEntryPoints), typeof(LaunchEntryPoints), typeof(TensorMapEntryPoints));
    }

    public JumpTableLibrary Library { get; }

    /// <summary>Accepted launches since the last reset, in order.</summary>
    public IReadOnlyList<KernelLaunch> Launches => Read(current => current.Launches.ToArray());

    /// <summary>PTX of the modules loaded since the last reset, in order.</summary>
    public IReadOnlyList<string> Modules => Read(current => current.Modules.ToArray());

    /// <summary>Live device allocations of all devices. A test that ends with any has a leak.</summary>
    public IReadOnlyList<DeviceAllocation> Allocations =>
        Read(current => current.Memory.Devices.SelectMany(device => device.Allocations).ToArray());

    /// <summary>
    /// Exceptions inside the fake driver or its executor since the last reset. The caller received <see cref="CudaResult.Unknown"/>.
    /// </summary>
    public IReadOnlyList<Exception> InternalErrors => Read(_ => _internalErrors.ToArray());

    /// <summary>Builds and loads the library on the first call.</summary>
    /// <exception cref="PlatformNotSupportedException">The platform is not Linux on x86-64.</exception>
    public static FakeDriver Load() => Instance.Value;

    /// <summary>Frees all memory, clears all handles and launches, and applies <paramref name="options"/>.</summary>
    public void Reset(FakeDriverOptions options)
    {
        lock (_gate)
        {
            _state.Dispose();
            _internalErrors.Clear();
            _state = new(options, _handles);
        }
    }

    /// <summary>Runs one entry point. It injects a requested failure and stops exceptions before they reach native frames.</summary>
    internal static CudaResult Run(Func<DriverState, CudaResult> body, [CallerMemberName] string entryPoint = "")
    {
        var driver = Instance.Value;
        lock (driver._gate)
        {
            if (driver._state.Options.Failures.TryGetValue(entryPoint, out var failure))
                return failure;
            try
            {
                return body(driver._state);
            }
            catch (Exception error)
            {
                driver._internalErrors.Add(error);
                return CudaResult.Unknown;
            }
        }
    }

    /// <summary>Like <see cref="Run"/>, for entry points about one device.</summary>
    internal static CudaResult OnDevice(
        int ordinal, Func<DriverState, FakeCudaDevice, CudaResult> body, [CallerMemberName] string entryPoint = "") =>
        Run(
            driver => driver.Device(ordinal) is not { } device ? CudaResult.InvalidDevice
                : device.Failures.TryGetValue(entryPoint, out var failure) ? failure
                : body(driver, device),
            entryPoint);

    /// <summary>Like <see cref="Run"/>, for entry points that need the calling thread to have a context.</summary>
    internal static CudaResult WithContext(Func<DriverState, CudaResult> body, [CallerMemberName] string entryPoint = "") =>
        Run(driver => driver.CurrentContext is null ? CudaResult.InvalidContext : body(driver), entryPoint);

    private T Read<T>(Func<DriverState, T> read)
    {
        lock (_gate)
            return read(_state);
    }
}
