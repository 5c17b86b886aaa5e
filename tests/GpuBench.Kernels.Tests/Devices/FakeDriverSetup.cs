using GpuBench.PtxInterpreter.Driver;
using GpuBench.PtxInterpreter.Elf;

namespace GpuBench.Kernels.Tests.Devices;

/// <summary>Runs tests that otherwise need a GPU on a fake CUDA driver. GpuBench.PtxInterpreter executes its kernels.</summary>
internal static class FakeDriverSetup
{
    /// <summary>The version of CUDA 13.1. Its own version of PTX is newer than the version that the product requests.</summary>
    private const int DriverVersion = 13010;

    /// <summary>The reason why the fake driver is not available, or null if it is.</summary>
    public static string? RefusalReason => JumpTableLibrary.RefusalReason;

    /// <summary>Makes the product load the fake driver instead of the vendor's driver. Call it before other code loads a driver.</summary>
    public static void Present()
    {
        var driver = FakeDriver.Load();
        driver.Reset(new()
        {
            Devices = [new() { MemoryBytes = 256 << 20 }],
            DriverVersion = DriverVersion,
            Executor = new InterpreterExecutor(new()).Execute,
        });
        Environment.SetEnvironmentVariable("GPUBENCH_LIBCUDA", driver.Library.Path);
    }
}
