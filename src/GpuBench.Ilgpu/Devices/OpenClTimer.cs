using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Chooses how launches on an OpenCL device are timed.</summary>
internal static class OpenClTimer
{
    /// <summary>Far above the resolution of any timer that could time a launch.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(2);

    /// <summary>The device's own timestamps where the driver has them: some answer with a constant, or with an error.</summary>
    public static ITimedStream Of(AcceleratorStream stream)
    {
        // ILGPU truncates the nanoseconds of OpenCL's profiling to ticks of 100 ns.
        return Advances(stream) ? new ProfiledStream(stream, "opencl-profiling", 100e-9) : new HostTimedStream(stream);
    }

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
