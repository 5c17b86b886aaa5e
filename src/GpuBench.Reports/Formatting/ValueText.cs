using GpuBench.Measuring;
using GpuBench.Measuring.Trials;

namespace GpuBench.Reports.Formatting;

/// <summary>Values of rows for people. The csv and json formats have the number in the SI unit.</summary>
public static class ValueText
{
    /// <returns>E.g. <c>27.9 GFLOP/s</c>; of launches with the time of one: <c>412 klaunch/s (2.43 µs)</c>; of null nothing.</returns>
    public static string Of(double? value, ValueUnit unit)
    {
        if (value is not { } rate)
            return "";
        var text = Quantity.Format(rate, unit.Text());
        return unit == ValueUnit.LaunchesPerSecond ? $"{text} ({Quantity.Seconds(1 / rate)})" : text;
    }
}
