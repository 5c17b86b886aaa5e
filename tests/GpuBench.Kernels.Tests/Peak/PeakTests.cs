using GpuBench.Kernels.Peak;
using GpuBench.Kernels.Tests.Devices;

namespace GpuBench.Kernels.Tests.Peak;

[Collection(DeviceGroup.Name)]
public sealed class PeakTests(DeviceFixture devices)
{
    /// <summary>Not a multiple of any group size, so the last group has work items without a word.</summary>
    private const int Items = 1003;

    [DeviceFact(TestDevice.Cpu)]
    public void Cpu_does_all_of_the_work() => Check(TestDevice.Cpu, expectedKernels: 3);

    [DeviceFact(TestDevice.OpenCl)]
    public void OpenCl_does_all_of_the_work() => Check(TestDevice.OpenCl, expectedKernels: 3);

    [DeviceFact(TestDevice.Cuda)]
    public void Cuda_does_all_of_the_work() => Check(TestDevice.Cuda, expectedKernels: 4);

    [Fact]
    public void Expected_sinks_depend_on_the_number_of_iterations_and_on_the_start_value() => Assert.All(PeakKernels.All, kernel =>
    {
        var sinks = Enumerable.Range(1, 20)
            .SelectMany(iterations => Enumerable.Range(0, 4).Select(item => kernel.ExpectedSink(item, iterations)));
        // Starts are 8 apart and an iteration is 16 steps, so the values are the multiples of 8 from 16 to 344.
        Assert.Equal((344 - 16) / 8 + 1, sinks.Distinct().Count());
        Assert.NotEqual(kernel.ExpectedSink(0, kernel.MaxIterations), kernel.ExpectedSink(0, kernel.MaxIterations - 1));
    });

    [Fact]
    public void A_run_with_too_many_iterations_to_check_is_refused()
    {
        var kernel = PeakKernels.All.Single(k => k.Type == PeakType.Fp32);
        var accelerator = devices[TestDevice.Cpu];
        using var sink = new GuardedBuffer(accelerator, Items);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => kernel.Load(accelerator)(accelerator.DefaultStream, sink.View, kernel.MaxIterations + 1));
    }

    private void Check(TestDevice device, int expectedKernels)
    {
        var accelerator = devices[device];
        var runnable = PeakKernels.All.Where(kernel => kernel.RefusalReason(accelerator) is null).ToArray();
        Assert.True(runnable.Length >= expectedKernels, $"only {runnable.Length} peak kernels can run");
        foreach (var kernel in runnable)
        {
            var launch = kernel.Load(accelerator);
            foreach (var iterations in (int[])[1, 7, 100])
            {
                using var sink = new GuardedBuffer(accelerator, Items);
                launch(accelerator.DefaultStream, sink.View, iterations);
                accelerator.Synchronize();
                uint[] expected = [.. Enumerable.Range(0, Items).Select(item => kernel.ExpectedSink(item, iterations))];
                Assert.Equal(expected, sink.Read());
            }
        }
    }
}
