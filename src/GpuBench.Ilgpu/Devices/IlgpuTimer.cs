using System.Diagnostics;
using System.Globalization;
using GpuBench.Measuring.Devices;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Ilgpu.Devices;

/// <summary>How launches on a device are timed.</summary>
/// <param name="Name">As <see cref="DeviceTimer.Name"/>.</param>
/// <param name="AddMark">Adds a mark of the device's timer to a stream. Null: the host's stopwatch times the launches.</param>
internal sealed record IlgpuTimer(string Name, double ResolutionSeconds, Func<AcceleratorStream, ITimeMark>? AddMark)
{
    /// <summary>Far above the resolution of any timer that could time a launch.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(2);

    /// <summary>As <see cref="DeviceTimer.HostClockReason"/>.</summary>
    public string? HostClockReason { get; init; }

    /// <summary>Correct if the device is the host.</summary>
    public static IlgpuTimer Host { get; } = new(DeviceTimer.HostStopwatch, 1.0 / Stopwatch.Frequency, AddMark: null);

    /// <summary>ILGPU returns the difference of two events in ticks of 100 ns; the events themselves resolve about 0.5 µs.</summary>
    public static IlgpuTimer CudaEvents { get; } = new("cuda-event", 0.5e-6, IlgpuMark.Add);

    /// <summary>Chosen: no driver is trusted to resolve less. ILGPU truncates the times of its own marks to ticks of 100 ns.</summary>
    private const double OpenClResolutionSeconds = 100e-9;

    /// <summary>
    /// The timestamps of the driver's markers if they advance, else those of barriers, else the host's clock with the reason: some drivers
    /// return a constant or an error.
    /// </summary>
    /// <param name="resolutionSeconds">CL_DEVICE_PROFILING_TIMER_RESOLUTION; null if unknown.</param>
    public static IlgpuTimer OfOpenCl(AcceleratorStream stream, double? resolutionSeconds)
    {
        var resolution = Math.Max(OpenClResolutionSeconds, resolutionSeconds ?? 0);
        var byMarkers = Failure(stream, OpenClMark.Add);
        if (byMarkers is null)
            return new("opencl-profiling", resolution, OpenClMark.Add);
        return Failure(stream, IlgpuMark.Add) is null
            ? new("opencl-profiling", resolution, IlgpuMark.Add)
            : Host with { HostClockReason = byMarkers };
    }

    /// <returns>Why marks give no time, in one clause; null if they do.</returns>
    private static string? Failure(AcceleratorStream stream, Func<AcceleratorStream, ITimeMark> add)
    {
        try
        {
            using var start = add(stream);
            Thread.Sleep(Wait);
            using var end = add(stream);
            stream.Synchronize();
            var seconds = end.SecondsSince(start);
            return seconds > 0 ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"the driver's profiling timestamps advanced by {seconds * 1e9:F0} ns in {Wait.TotalMilliseconds:F0} ms");
        }
        catch (CLException failed)
        {
            return EngineErrors.Explain(failed) ?? failed.Message;
        }
    }
}
