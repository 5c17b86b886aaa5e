using System.Runtime.CompilerServices;
using GpuBench.PtxInterpreter.Elf;

namespace GpuBench.PtxInterpreter.Nvml;

/// <summary>
/// A fake of NVIDIA's management library that returns the configured readings. A process has one instance, for the same
/// reason as with <see cref="Driver.FakeDriver"/>. Thread-safe.
/// </summary>
public sealed class FakeNvml
{
    private static readonly Lazy<FakeNvml> Instance = new(() => new FakeNvml());

    private readonly Lock _gate = new();
    private FakeNvmlOptions _options = new();
    private int _initializations;

    private FakeNvml()
    {
        Library = JumpTableLibrary.Load("libnvidia-ml.so.1", typeof(NvmlEntryPoints));
    }

    public JumpTableLibrary Library { get; }

    /// <summary>Calls of <c>nvmlInit_v2</c> minus calls of <c>nvmlShutdown</c>. 0 if every user has closed the library.</summary>
    public int OpenCount
    {
        get
        {
            lock (_gate)
                return _initializations;
        }
    }

    /// <summary>Builds and loads the library on the first call.</summary>
    /// <exception cref="PlatformNotSupportedException">The platform is not Linux on x86-64.</exception>
    public static FakeNvml Load() => Instance.Value;

    public void Reset(FakeNvmlOptions newOptions)
    {
        lock (_gate)
        {
            _options = newOptions;
            _initializations = 0;
        }
    }

    internal static NvmlResult Open([CallerMemberName] string entryPoint = "") => Count(+1, entryPoint);

    internal static NvmlResult Close([CallerMemberName] string entryPoint = "") => Count(-1, entryPoint);

    /// <summary>Finds a device. Its handle is its index plus 1, so 0 is never a device.</summary>
    internal static NvmlResult Find(Predicate<FakeNvmlDevice> isWanted, Action<nint> report, [CallerMemberName] string entryPoint = "") =>
        Run(entryPoint, current =>
        {
            var index = current.Devices.ToList().FindIndex(isWanted);
            if (index < 0)
                return NvmlResult.NotFound;

            report(index + 1);
            return NvmlResult.Success;
        });

    internal static NvmlResult Read(nint device, Func<FakeNvmlDevice, NvmlResult> read, [CallerMemberName] string entryPoint = "") =>
        Run(entryPoint, current => device < 1 || device > current.Devices.Count
            ? NvmlResult.InvalidArgument
            : read(current.Devices[(int)device - 1]));

    private static NvmlResult Count(int change, string entryPoint)
    {
        var library = Instance.Value;
        lock (library._gate)
        {
            if (library._options.Failures.TryGetValue(entryPoint, out var failure))
                return failure;
            if (library._initializations + change < 0)
                return NvmlResult.Uninitialized;

            library._initializations += change;
            return NvmlResult.Success;
        }
    }

    private static NvmlResult Run(string entryPoint, Func<FakeNvmlOptions, NvmlResult> body)
    {
        var library = Instance.Value;
        lock (library._gate)
        {
            if (library._initializations == 0)
                return NvmlResult.Uninitialized;
            return library._options.Failures.TryGetValue(entryPoint, out var failure) ? failure : body(library._options);
        }
    }
}
