using System.Diagnostics;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using ILGPU.Runtime;

namespace GpuBench.Ilgpu.Devices;

/// <summary>
/// Times by markers of the device: CUDA events, OpenCL profiling. ILGPU returns their difference as a TimeSpan, in ticks of
/// 100 ns; CUDA events themselves resolve about 0.5 µs.
/// </summary>
internal sealed class ProfiledStream(AcceleratorStream stream, string timerName, double resolutionSeconds) : ITimedStream
{
    public string TimerName => timerName;

    public double ResolutionSeconds => resolutionSeconds;

    public LaunchTiming Time(IPreparedTrial? trial, int firstIndex, int launchCount)
    {
        using var start = stream.AddProfilingMarker();
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < launchCount; i++)
            trial!.Launch(firstIndex + i);
        var enqueueSeconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        using var end = stream.AddProfilingMarker();
        stream.Synchronize();
        return new(end.MeasureFrom(start).TotalSeconds, enqueueSeconds);
    }
}
