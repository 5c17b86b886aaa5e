using GpuBench.Kernels;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>A prepared trial put together from its parts, so that each workload only says what is its own.</summary>
/// <param name="launch">Enqueues launch number i.</param>
/// <param name="check">Compares what launch number i wrote, and poisons it.</param>
/// <param name="owned">Freed with the trial, last first.</param>
internal sealed class PreparedKernel(
    KernelUsed kernel, UnitClass unit, int setCount, Action<int> launch, Func<int, CheckResult> check, params IDisposable[] owned)
    : IPreparedTrial
{
    public KernelUsed Kernel => kernel;

    public UnitClass Unit => unit;

    public int SetCount => setCount;

    /// <summary>The device's timer, unless the workload is about another time.</summary>
    public LaunchClock Clock { get; init; } = (trial, device, first, count) => device.Time(trial, first, count);

    public void Launch(int index) => launch(index);

    public LaunchTiming Time(IDevice device, int firstIndex, int launchCount) =>
        Clock(this, device, firstIndex, launchCount);

    public CheckResult Check(int index) => check(index);

    public void Dispose()
    {
        for (var i = owned.Length - 1; i >= 0; i--)
            owned[i].Dispose();
    }
}

/// <summary>What a row says of the unit, from the kernel that ran.</summary>
internal static class KernelUnits
{
    /// <exception cref="ArgumentOutOfRangeException">The kernel has a unit that rows have no word for.</exception>
    public static UnitClass UnitClass(this IDeviceKernel kernel) => kernel.Unit switch
    {
        KernelUnit.Lanes => Measuring.Trials.UnitClass.Simt,
        KernelUnit.Matrix => Measuring.Trials.UnitClass.Tensor,
        KernelUnit.Memory => Measuring.Trials.UnitClass.Copy,
        var unit => throw new ArgumentOutOfRangeException(nameof(kernel), unit, $"no unit class for kernels of {unit}"),
    };
}
