using GpuBench.PtxInterpreter.Driver;
using GpuBench.PtxInterpreter.Nvml;

namespace GpuBench.GpuChecks.Rehearsing;

/// <summary>Installs the device that a rehearsed program finds instead of a GPU. It always has the fake driver's own name.</summary>
internal static class FakeDriverInstallation
{
    /// <summary>
    /// With the value <c>execute</c>, kernels run on the PTX interpreter. With any other value, launches are only recorded.
    /// </summary>
    public const string ModeVariable = "GPUBENCH_STAND_IN";

    public const string Execute = "execute";

    /// <summary>A file to which the names of the launched kernels are added when the program ends, one name a line.</summary>
    public const string LaunchesVariable = "GPUBENCH_STAND_IN_LAUNCHES";

    private const int DriverVersion = 13000;

    public static void Install()
    {
        var driver = FakeDriver.Load();
        Environment.SetEnvironmentVariable("GPUBENCH_LIBCUDA", driver.Library.Path);
        Environment.SetEnvironmentVariable("GPUBENCH_LIBNVML", FakeNvml.Load().Library.Path);
        driver.Reset(Environment.GetEnvironmentVariable(ModeVariable) == Execute ? Executing() : Planning());
        if (Environment.GetEnvironmentVariable(LaunchesVariable) is { Length: > 0 } file)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
                File.AppendAllLines(file, driver.Launches.Select(launch => launch.FunctionName));
        }
    }

    /// <summary>An H100 SXM in the values on which a plan depends: memory, multiprocessors and the second-level cache.</summary>
    private static FakeDriverOptions Planning() => new()
    {
        Devices = [new() { MemoryBytes = 80L << 30, MultiprocessorCount = 132, L2CacheBytes = 50 << 20 }],
        DriverVersion = DriverVersion,
    };

    /// <summary>As small as possible, because the interpreter executes only about ten million multiply-adds a second.</summary>
    private static FakeDriverOptions Executing() => new()
    {
        Devices = [new() { MemoryBytes = 1L << 30, MultiprocessorCount = 1, L2CacheBytes = 64 << 10 }],
        DriverVersion = DriverVersion,
        Executor = new InterpreterExecutor(new() { Checks = false }).Execute,
    };
}
