using System.Diagnostics;
using GpuBench.Measuring.Trials;
using ILGPU.Runtime;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Times by the host's stopwatch around launches and a wait: right where the device is the host.</summary>
internal sealed class HostTimedStream(AcceleratorStream stream) : ITimedStream
{
    public string TimerName => "host-stopwatch";

    public double ResolutionSeconds => 1.0 / Stopwatch.Frequency;

    public double TimeSeconds(IPreparedTrial? trial, int firstIndex, int launchCount)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < launchCount; i++)
            trial!.Launch(firstIndex + i);
        stream.Synchronize();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
