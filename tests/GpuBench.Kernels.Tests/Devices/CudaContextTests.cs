using GpuBench.Ilgpu.Devices;
using GpuBench.Kernels.Tests.Running;
using GpuBench.PtxInterpreter.Nvml;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.PTX;

namespace GpuBench.Kernels.Tests.Devices;

/// <summary>Tests on CUDA run the same code as a measurement, and find the driver in the same place.</summary>
/// <remarks>Without a GPU, a child process loads the fake driver, because a process loads a driver only once.</remarks>
[Collection(DeviceGroup.Name)]
public sealed class CudaContextTests(DeviceFixture devices)
{
    private const string TestOfPeaks = "PeakTests.Cuda_does_all_of_the_work";

    [DeviceFact(TestDevice.Cuda)]
    public void Cuda_code_has_the_PTX_version_and_optimization_of_the_product()
    {
        var accelerator = devices[TestDevice.Cuda];
        Assert.Equal(CudaContext.PtxVersion, ((PTXBackend)accelerator.GetBackend()).InstructionSet);
        Assert.Equal(OptimizationLevel.O2, accelerator.Context.Properties.OptimizationLevel);
    }

    [FakeDriverFact]
    public void The_driver_named_by_the_variable_is_used_but_not_its_PTX_version()
    {
        var child = ChildRun.Of(libCuda: null, "stand-in", "test", nameof(Cuda_code_has_the_PTX_version_and_optimization_of_the_product));
        Assert.Equal((0, "1 passed, 0 failed, 0 skipped"), (child.ExitCode, child.LastLine));
    }

    [FakeDriverFact]
    public void Tests_run_on_the_fake_driver()
    {
        var child = ChildRun.Of(libCuda: null, "stand-in", "test", TestOfPeaks);
        Assert.Equal((0, "1 passed, 0 failed, 0 skipped"), (child.ExitCode, child.LastLine));
    }

    [FakeDriverFact]
    public void GPU_tests_pass_for_kernels_that_only_processors_run()
    {
        var child = ChildRun.Of(libCuda: null, "stand-in", "test", "MatMulTests.Cuda_product_is_right(kernel: \"packed-panel\"");
        Assert.Equal((0, "6 passed, 0 failed, 0 skipped"), (child.ExitCode, child.LastLine));
    }

    [FakeDriverFact]
    public void A_test_is_skipped_with_the_reason_why_the_driver_is_unusable()
    {
        const string absent = "/absent/libcuda.so.1";
        var missing = ChildRun.Of(absent, "test", TestOfPeaks);
        Assert.Equal((1, "0 passed, 0 failed, 1 skipped"), (missing.ExitCode, missing.LastLine));
        Assert.Contains($"No CUDA driver library was found (tried {absent}).", missing.Output, StringComparison.Ordinal);

        var other = FakeNvml.Load().Library.Path;
        var wrong = ChildRun.Of(other, "test", TestOfPeaks);
        Assert.Contains($"{other} is not a CUDA driver: it lacks cuInit.", wrong.Output, StringComparison.Ordinal);
    }
}
