using System.Reflection;
using System.Runtime.InteropServices;
using GpuBench.PtxInterpreter.Calibration;
using GpuBench.PtxInterpreter.Driver;
using GpuBench.PtxInterpreter.Elf;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Conformance;

/// <summary>The calibration's device side, with the fake driver that executes on the interpreter.</summary>
public sealed class DeviceRunnerTests
{
    // The resolver is set once in each process, and only for the calibration's assembly.
    static DeviceRunnerTests()
    {
        if (JumpTableLibrary.RefusalReason is null)
            NativeLibrary.SetDllImportResolver(typeof(CalibrationProgram).Assembly, Resolve);
    }

    [FakeDriverTheory]
    [InlineData("carry chains", "")]
    [InlineData("atomics", "on one location")]
    [InlineData("cp.async.bulk.tensor", "3d")]
    [InlineData("wgmma", "m64n64k16.f32.f16.f16, A in registers")]
    [InlineData("clusters", "")]
    public void Every_driver_call_works_and_both_sides_agree(string family, string name)
    {
        FakeDriver.Load().Reset(new() { Executor = new InterpreterExecutor(new()).Execute });
        using var output = new StringWriter();

        var exitCode = CalibrationProgram.Run(["--in-process", "--family", family, "--case", name], output, TextWriter.Null);

        Assert.True(exitCode == CalibrationProgram.Equal, output.ToString());
        Assert.StartsWith(FakeCudaDevice.Name, output.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(FakeDriver.Load().Launches);
        Assert.Empty(FakeDriver.Load().Allocations);
    }

    [FakeDriverTheory]
    [InlineData("carry chains")]
    public void A_launch_that_fails_is_a_difference(string family)
    {
        FakeDriver.Load().Reset(new() { Executor = (_, _) => CudaResult.IllegalAddress });
        using var output = new StringWriter();

        Assert.Equal(CalibrationProgram.Different, CalibrationProgram.Run(["--in-process", "--family", family], output, TextWriter.Null));
        Assert.Contains("cuLaunchKernel failed with 700", output.ToString(), StringComparison.Ordinal);
    }

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path) =>
        library == "libcuda.so.1" ? FakeDriver.Load().Library.Handle : 0;
}
