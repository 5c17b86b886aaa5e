using GpuBench.Benchmarks.Peers.MatMul;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Tests.Peers;

public sealed class PassTimerTests
{
    [Fact]
    public void Passes_on_an_accelerator_go_back_to_back_between_two_marks_of_its_timer()
    {
        using var device = new FakeDevice(DeviceClass.Accelerator);
        var launched = new List<int>();
        Assert.Equal(3e-3, PassTimer.Seconds(device, launched.Add, firstIndex: 5, passCount: 3), 1e-12);
        Assert.Equal([5, 6, 7], launched);
        Assert.Equal([(5, 3)], device.Timed);
        Assert.Equal((0, "cuda-event"), (device.WaitCount, PassTimer.Name(device)));
    }

    [Theory]
    [InlineData(DeviceClass.HostCpu)]
    [InlineData(DeviceClass.ManagedCpu)]
    public void The_host_times_passes_on_a_processor_with_a_wait_after_each_pass(DeviceClass deviceClass)
    {
        using var device = new FakeDevice(deviceClass);
        var launched = new List<int>();
        PassTimer.Seconds(device, launched.Add, firstIndex: 5, passCount: 3);
        Assert.Equal([5, 6, 7], launched);
        Assert.Empty(device.Timed);
        Assert.Equal((3, DeviceTimer.HostStopwatch), (device.WaitCount, PassTimer.Name(device)));
    }

    [Fact]
    public void The_child_answers_each_number_of_products_with_the_seconds_of_its_devices_timer()
    {
        using var device = new FakeDevice(DeviceClass.Accelerator);
        using var trial = new NoTrial();
        using var orders = new StringReader("1\n4\n2\n");
        using var answers = new StringWriter();
        TorchChild.Serve(device, trial, orders, answers);
        Assert.Equal([(1, 1), (2, 4), (6, 2)], device.Timed);
        Assert.Equal(["0.001", "0.004", "0.002"], answers.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed class NoTrial : IPreparedTrial
    {
        public KernelChoice Kernel => new("none", "none");

        public HardwareUnit Unit => HardwareUnit.Simt;

        public int SetCount => 1;

        public void Launch(int index) { }

        public CheckResult Check(int index) => throw new NotSupportedException();

        public void Dispose() { }
    }
}
