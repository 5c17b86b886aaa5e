using GpuBench.Kernels;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>A prepared trial built from functions, so that a workload defines only its own parts.</summary>
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

    /// <summary>The device's timer, unless the workload measures another time.</summary>
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

/// <summary>Describes kernels with the words of result rows.</summary>
internal static class KernelWords
{
    /// <summary>One entry per name; a ladder may have several kernels of one name, for several operations.</summary>
    public static IReadOnlyList<WorkloadKernel> Listed(this IEnumerable<IDeviceKernel> kernels) =>
        [.. kernels.DistinctBy(kernel => kernel.Name).Select(kernel => new WorkloadKernel(kernel.Name, kernel.Technique))];

    /// <exception cref="ArgumentOutOfRangeException">The unit is unknown.</exception>
    public static HardwareUnit HardwareUnit(this IDeviceKernel kernel) => kernel.Unit switch
    {
        KernelUnit.Lanes => Measuring.Trials.HardwareUnit.Simt,
        KernelUnit.Matrix => Measuring.Trials.HardwareUnit.Tensor,
        KernelUnit.Memory => Measuring.Trials.HardwareUnit.Copy,
        var unit => throw new ArgumentOutOfRangeException(nameof(kernel), unit, $"kernel unit {unit} has no hardware unit"),
    };
}
