using GpuBench.Kernels;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>A prepared trial built from functions, so that each workload only defines its own parts.</summary>
/// <param name="launch">Enqueues launch i.</param>
/// <param name="check">Checks the output of launch i and poisons it.</param>
/// <param name="owned">Disposed with the trial, in reverse order.</param>
internal sealed class PreparedKernel(
    KernelChoice kernel, HardwareUnit unit, int setCount, Action<int> launch, Func<int, CheckResult> check, params IDisposable[] owned)
    : IPreparedTrial
{
    public KernelChoice Kernel => kernel;

    public HardwareUnit Unit => unit;

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

/// <summary>Maps the unit of a kernel to the unit class of a row.</summary>
internal static class KernelUnits
{
    /// <exception cref="ArgumentOutOfRangeException">The unit has no class.</exception>
    public static HardwareUnit HardwareUnit(this IDeviceKernel kernel) => kernel.Unit switch
    {
        KernelUnit.Lanes => Measuring.Trials.HardwareUnit.Simt,
        KernelUnit.Matrix => Measuring.Trials.HardwareUnit.Tensor,
        KernelUnit.Memory => Measuring.Trials.HardwareUnit.Copy,
        var unit => throw new ArgumentOutOfRangeException(nameof(kernel), unit, $"no unit class for kernels of {unit}"),
    };
}
