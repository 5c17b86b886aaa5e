using System.Diagnostics;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>
/// Times passes that an opened device runs: an accelerator between two marks of its own timer, so that neither the host's call
/// nor its wait is counted; a processor on the host's clock, each pass with the wait for its end.
/// </summary>
internal static class PassTimer
{
    /// <summary>As <see cref="DeviceTimer.Name"/>.</summary>
    public static string Name(IDevice device) => HasMarks(device) ? device.Timer.Name : DeviceTimer.HostStopwatch;

    /// <param name="launch">Enqueues pass number i on the device's stream.</param>
    /// <returns>Of all passes together.</returns>
    public static double Seconds(IDevice device, Action<int> launch, int firstIndex, int passCount) => HasMarks(device)
        ? device.Time(new Launches(launch), firstIndex, passCount).Seconds
        : HostSeconds(device, launch, firstIndex, passCount);

    private static bool HasMarks(IDevice device) => device.Info.Class == DeviceClass.Accelerator;

    private static double HostSeconds(IDevice device, Action<int> launch, int firstIndex, int passCount)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < passCount; i++)
        {
            launch(firstIndex + i);
            device.Synchronize();
        }
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>What a device's timer wants, of which it uses the launch alone.</summary>
    private sealed class Launches(Action<int> launch) : IPreparedTrial
    {
        public KernelChoice Kernel => throw new NotSupportedException();

        public HardwareUnit Unit => throw new NotSupportedException();

        public int SetCount => throw new NotSupportedException();

        public void Launch(int index) => launch(index);

        public CheckResult Check(int index) => throw new NotSupportedException();

        public void Dispose() { }
    }
}
