namespace GpuBench.Measuring.Devices;

/// <summary>
/// Filters implausible readings: a driver that does not know a value reports zero, all ones or an error number. Each function gives the
/// value, or null if it is implausible. Chosen: ranges that any device of the next decade is inside.
/// </summary>
public static class Reading
{
    /// <summary>Multiprocessors, compute units, cores.</summary>
    public static int? Count(long count) => count is >= 1 and <= 1 << 20 ? (int)count : null;

    /// <summary>Memory or cache, in bytes: up to one PiB.</summary>
    public static long? Bytes(ulong byteCount) => byteCount is >= 1 and <= 1UL << 50 ? (long)byteCount : null;

    /// <summary>The width of a memory bus, in bits.</summary>
    public static int? BusBits(long bits) => bits is >= 8 and <= 1 << 16 ? (int)bits : null;

    /// <summary>A clock, in hertz: from 1 MHz, below which no device idles, to 20 GHz.</summary>
    public static double? Hertz(double hertz) => Within(hertz, 1e6, 20e9);

    /// <summary>Power or its limit, in watts: up to 20 kW. The largest boards take less than 2 kW.</summary>
    public static double? Watts(double watts) => Within(watts, 1e-3, 20e3);

    /// <summary>A temperature, in degrees Celsius: silicon does not survive 150 °C, and a dead sensor reports 0.</summary>
    public static double? Celsius(double celsius) => Within(celsius, 1, 150);

    /// <summary>An energy counter, in joules: 1 TJ is 1 kW for thirty years.</summary>
    public static double? Joules(double joules) => Within(joules, 1e-3, 1e12);

    private static double? Within(double value, double min, double max) => value >= min && value <= max ? value : null;
}
