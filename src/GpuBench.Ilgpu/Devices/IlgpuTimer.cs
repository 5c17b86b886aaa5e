using System.Diagnostics;
using GpuBench.Measuring.Devices;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Ilgpu.Devices;

/// <summary>How launches on a device are timed.</summary>
/// <param name="Name">As <see cref="DeviceTimer.Name"/>.</param>
/// <param name="UsesMarkers">True: device markers (CUDA events, OpenCL profiling). False: the host's stopwatch.</param>
internal sealed record IlgpuTimer(string Name, double ResolutionSeconds, bool UsesMarkers)
{
    /// <summary>Far above the resolution of any timer that could time a launch.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(2);

    /// <summary>Correct if the device is the host.</summary>
    public static IlgpuTimer Host { get; } = new(DeviceTimer.HostStopwatch, 1.0 / Stopwatch.Frequency, UsesMarkers: false);

    /// <summary>ILGPU returns the difference of two events in ticks of 100 ns; the events themselves resolve about 0.5 µs.</summary>
    public static IlgpuTimer CudaEvents { get; } = new("cuda-event", 0.5e-6, UsesMarkers: true);

    /// <summary>ILGPU truncates the nanoseconds of OpenCL's profiling to ticks of 100 ns.</summary>
    public static IlgpuTimer OpenClProfiling { get; } = new("opencl-profiling", 100e-9, UsesMarkers: true);

    /// <summary>The device's timestamps if they advance; some drivers return a constant or an error.</summary>
    public static IlgpuTimer OfOpenCl(AcceleratorStream stream) => Advances(stream) ? OpenClProfiling : Host;

    private static bool Advances(AcceleratorStream stream)
    {
        try
        {
            using var start = stream.AddProfilingMarker();
            Thread.Sleep(Wait);
            using var end = stream.AddProfilingMarker();
            stream.Synchronize();
            return end.MeasureFrom(start) > TimeSpan.Zero;
        }
        catch (CLException)
        {
            return false;
        }
    }
}
