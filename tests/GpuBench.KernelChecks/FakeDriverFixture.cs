using GpuBench.Ilgpu.Native;
using GpuBench.PtxInterpreter.Driver;
using GpuBench.PtxInterpreter.Elf;
using GpuBench.PtxInterpreter.Nvml;
using ILGPU;
using ILGPU.Runtime.Cuda;

namespace GpuBench.KernelChecks;

/// <summary>
/// Installs the fakes where the product looks for the vendor's libraries. The runtime binds them once per process. So all tests share them,
/// one after the other, and this project has no test that needs a real device.
/// </summary>
public sealed class FakeDriverFixture
{
    public FakeDriverFixture()
    {
        if (JumpTableLibrary.RefusalReason is not null)
            return;

        Environment.SetEnvironmentVariable("GPUBENCH_LIBCUDA", FakeDriver.Load().Library.Path);
        Environment.SetEnvironmentVariable("GPUBENCH_LIBNVML", FakeNvml.Load().Library.Path);
        NativeLibraries.Install();
        // ILGPU initialises the driver once and stores a failure. So this runs before a test makes initialisation fail.
        Assert.True(CudaAPI.CurrentAPI.IsSupported);
    }

    /// <summary>Resets the driver to one device with 64 MiB, or to the options given.</summary>
    public FakeDriver Present(FakeDriverOptions? options = null)
    {
        var driver = FakeDriver.Load();
        driver.Reset(options ?? new());
        return driver;
    }

    /// <summary>A context that lists only the fake driver's devices.</summary>
    public Context CreateContext() => Context.Create(builder => builder.Cuda().Profiling());
}
