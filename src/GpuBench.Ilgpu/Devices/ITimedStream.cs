using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Ilgpu.Devices;

/// <summary>A stream with a timer: events of the device, or the host's clock where the device is the host.</summary>
internal interface ITimedStream
{
    /// <summary>As <see cref="DeviceTimer.Name"/>.</summary>
    string TimerName { get; }

    double ResolutionSeconds { get; }

    /// <param name="trial">Null: nothing between the marks.</param>
    LaunchTiming Time(IPreparedTrial? trial, int firstIndex, int launchCount);
}
