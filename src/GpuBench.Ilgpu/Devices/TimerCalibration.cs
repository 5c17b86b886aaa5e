using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Ilgpu.Devices;

internal static class TimerCalibration
{
    private const int WarmUpCount = 20;
    private const int SampleCount = 101;

    /// <summary>Reads the timer with nothing between its marks, and takes the median.</summary>
    public static DeviceTimer Calibrate(ITimedStream stream)
    {
        for (var i = 0; i < WarmUpCount; i++)
            stream.Time(null, 0, 0);
        var readings = new double[SampleCount];
        for (var i = 0; i < SampleCount; i++)
            readings[i] = Math.Max(0, stream.Time(null, 0, 0).Seconds);
        return new(stream.TimerName, stream.ResolutionSeconds, Median.Of(readings));
    }
}
