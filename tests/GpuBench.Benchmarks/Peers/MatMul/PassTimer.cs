using System.Diagnostics;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>
/// Times passes that an opened device runs. An accelerator is timed between two marks of its own timer, so the time excludes the host's
/// call and wait. A processor is timed on the host's clock, each pass with the wait for its end.
/// </summary>
internal static class PassTimer
{
    /// <summary>As <see cref="DeviceTimer.Name"/>.</summary>
    public static string Name(IDevice device) => HasMarks(device) ? device.Timer.Name : DeviceTimer.HostStopwatch;

    /// <param name="launch">Enqueues pass number i on the device's stream.</param>
    /// <returns>Seconds of all passes together.</returns>
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

    /// <summary>Adapts a launch to a device's timer, which uses only the launch.</summary>
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
