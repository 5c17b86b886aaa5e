namespace GpuBench.Measuring.Devices;

/// <summary>One reading of a device's sensors. Null: the sensor is missing or not permitted.</summary>
public sealed record Telemetry : Extensible
{
    public double? ClockHertz { get; init; }

    public double? MemoryClockHertz { get; init; }

    public double? TemperatureCelsius { get; init; }

    public double? PowerWatts { get; init; }

    /// <summary>The board's energy counter since the driver was loaded; differences are what counts.</summary>
    public double? EnergyJoules { get; init; }

    /// <summary>Why the clock is below what was asked for; empty: it is not.</summary>
    public IReadOnlyList<string>? ThrottleReasons { get; init; }
}
