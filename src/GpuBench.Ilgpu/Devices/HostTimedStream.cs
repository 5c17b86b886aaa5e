using System.Diagnostics;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using ILGPU.Runtime;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Times by the host's stopwatch around launches and a wait: right where the device is the host.</summary>
internal sealed class HostTimedStream(AcceleratorStream stream) : ITimedStream
{
    public string TimerName => DeviceTimer.HostStopwatch;

    public double ResolutionSeconds => 1.0 / Stopwatch.Frequency;

    public LaunchTiming Time(IPreparedTrial? trial, int firstIndex, int launchCount)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < launchCount; i++)
            trial!.Launch(firstIndex + i);
        var enqueueSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        stream.Synchronize();
        return new(Stopwatch.GetElapsedTime(start).TotalSeconds, enqueueSeconds);
    }
}
