using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Statistics;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>What each round of a row measured, checked and read from sensors. Only json has every sample.</summary>
internal static class RoundTables
{
    /// <summary>Times are per launch. A check is its largest error of the allowed one.</summary>
    public static Section Rounds(string name, ResultRow row)
    {
        var table = new Table(
            new("round", true), new("samples", true), new("launches each", true, Wraps: true), new("median", true), new("min", true),
            new("max", true), new("warm-up", Wraps: true), new("stop", Wraps: true), new("check before", Wraps: true),
            new("check after", Wraps: true))
        { IsDense = true };
        foreach (var round in row.Rounds)
            table.Add(
            [
                Count(round.Index), Count(round.SamplesSeconds.Count), Count(round.LaunchesPerSample),
                .. Times(round.SamplesSeconds), WarmUpOf(round), round.StopReason.Text(),
                Check(round.CheckBefore), Check(round.CheckAfter),
            ]);
        return new($"{name}: rounds, times of one launch, largest error of the allowed one", table)
        {
            Notes = ["--format json has every sample."],
        };
    }

    /// <returns>Null if no sensor was read.</returns>
    public static Section? Sensors(string name, ResultRow row)
    {
        var table = new Table(
            new("round", true), new("read"), new("clock", true), new("memory clock", true, Wraps: true), new("temperature", true),
            new("power", true), new("reduced clocks", Wraps: true))
        { IsDense = true };
        foreach (var round in row.Rounds)
        {
            Add(table, round, "before", round.TelemetryBefore);
            Add(table, round, "after", round.TelemetryAfter);
        }
        return table.Rows.Count == 0 ? null : new($"{name}: sensors before and after the samples of each round", table);
    }

    private static void Add(Table table, Round round, string when, Telemetry? read)
    {
        if (read is null)
            return;
        table.Add(
            Count(round.Index), when, Megahertz(read.ClockHertz), Megahertz(read.MemoryClockHertz),
            Text(read.TemperatureCelsius, "°C"), Text(read.PowerWatts, "W"),
            read.ThrottleReasons is not { } reasons ? "unknown" : reasons.Count == 0 ? "no" : string.Join(", ", reasons));
    }

    private static string[] Times(IReadOnlyList<double> samples) => samples.Count == 0
        ? ["", "", ""]
        : [Quantity.Seconds(Median.Of(samples)), Quantity.Seconds(samples.Min()), Quantity.Seconds(samples.Max())];

    private static string WarmUpOf(Round round) =>
        $"{Quantity.Seconds(round.WarmUp.Seconds)}{(round.WarmUp.Settled ? "" : ", not settled")}";

    private static string Check(CheckResult check) => string.Create(
        CultureInfo.InvariantCulture, $"{check.MaxError:G3} of {check.Tolerance:G3}{(check.Passed ? "" : ", failed")}");

    private static string Megahertz(double? hertz) => Text(hertz / 1e6, "MHz");

    private static string Text(double? value, string unit) =>
        value is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:F0} {unit}") : "";

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
