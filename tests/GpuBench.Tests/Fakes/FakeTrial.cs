using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Tests.Fakes;

/// <summary>A trial that writes a number. The number is wrong from a chosen launch on.</summary>
internal sealed class FakeTrial(int wrongFrom = int.MaxValue, int idleFrom = int.MaxValue) : IPreparedTrial
{
    private double _output = double.NaN;

    public KernelChoice Kernel => new("fake kernel", "there is no other");

    public HardwareUnit Unit => HardwareUnit.Simt;

    public int SetCount { get; init; } = 1;

    public int? KernelsPerLaunch { get; init; }

    public int CycleLength { get; init; } = 1;

    public int LaunchCount { get; private set; }

    public void Launch(int index)
    {
        LaunchCount++;
        if (index < idleFrom)
            _output = index < wrongFrom ? 42 : 41;
    }

    public CheckResult Check(int index)
    {
        var result = new CheckResult(Math.Abs(_output - 42), Tolerance: 0.5, "one number");
        _output = double.NaN;
        return result;
    }

    public void Dispose() { }
}
