using GpuBench.PtxInterpreter.Driver;
using GpuBench.PtxInterpreter.Elf;

namespace GpuBench.Kernels.Tests.Devices;

/// <summary>A rehearsal of what only a GPU runs otherwise: a CUDA driver whose kernels GpuBench.PtxInterpreter executes.</summary>
internal static class FakeDriverSetup
{
    /// <summary>Of CUDA 13.1: its own version of PTX is newer than what the product asks for.</summary>
    private const int DriverVersion = 13010;

    /// <summary>Null where it can be had.</summary>
    public static string? RefusalReason => JumpTableLibrary.RefusalReason;

    /// <summary>Puts it where the product looks for the vendor's driver; before anything else has looked.</summary>
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
