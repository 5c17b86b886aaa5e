using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;

namespace GpuBench.Reports.Comparing;

/// <summary>Differences between two runs, two devices, or two rows. Dates always differ, so only a report's heading has them.</summary>
internal static class Differences
{
    private static readonly IReadOnlyList<Property<Manifest>> OfRun =
    [
        new("host processor", run => run.Host.Cpu),
        new("host cores", run => Number(run.Host.CpuCount)),
        new("operating system", run => run.Host.Os),
        // Older files repeat the name of the operating system here.
        new("kernel of the system", run => run.Host.Kernel == run.Host.Os ? null : run.Host.Kernel),
        new("hypervisor", run => run.Host.Virtualized is { } virtualized ? virtualized ? "yes" : "no" : null),
        new(".NET runtime", run => run.Host.Runtime),
        new("suite", run => run.Suite),
        new("stopping rule", run => run.StoppingRule),
        new("seed", run => run.Seed.ToString(CultureInfo.InvariantCulture)),
        new("gpubench", run => run.Tool.Version, EndsPrediction: false),
        new("commit", run => run.Tool.Commit, EndsPrediction: false),
        new("planned rounds", run => Number(run.Rounds), EndsPrediction: false),
        new("budget", run => run.BudgetSeconds is { } seconds ? With("s", seconds) : "none", EndsPrediction: false),
    ];

    private static readonly IReadOnlyList<Property<ComparedDevice>> OfDevice =
    [
        new("device", device => device.Name),
        new("variant", device => device.Variant),
        new("UUID", device => device.Info?.Uuid),
        new("index", device => device.Id, EndsPrediction: false),
        new("partition", device => device.Info is { } info ? info.Partition ?? "none" : null),
        new("driver", device => device.Info?.Driver),
        new("architecture", device => device.Info?.Architecture),
        new("engine version", device => device.Opened?.EngineVersion),
        new("compute units", device => device.Info?.ComputeUnits is { } units ? Number(units) : null),
        new("memory", device => Card(device)?.MemoryBytes is > 0 and var bytes ? Quantity.Format(bytes, "B") : null),
        new("clock", device => Card(device)?.ClockHertz is { } clock ? Quantity.Format(clock, "Hz") : null),
        new("memory clock", device => Card(device)?.MemoryClockHertz is { } clock ? Quantity.Format(clock, "Hz") : null),
        new("memory bus", device => Card(device)?.MemoryBusBits is { } bits ? With("bit", bits) : null),
        new("power limit", device => device.Info?.PowerLimitWatts is { } watts ? With("W", watts) : null),
        new("ECC", device => device.Info?.EccEnabled is { } isOn ? isOn ? "on" : "off" : null),
        new("timer", device => device.Opened?.Timer.Name),
    ];

    private static readonly IReadOnlyList<Property<ResultRow>> OfRow =
    [
        new("hardware unit", row => row.Unit?.Text(), EndsPrediction: false),
        new("kernel", row => row.Kernel, EndsPrediction: false),
        new("rounds", row => Number(row.Rounds.Count), EndsPrediction: false),
        new("sets of operands", row => row.SetCount is { } sets ? Number(sets) : null, EndsPrediction: false),
        new("counted work", row => row.Work.ToString()),
        new("unit of the value", row => row.ValueUnit.Text()),
    ];

    public static IReadOnlyList<RunDifference> Of(Manifest first, Manifest later) => Of(OfRun, first, later);

    public static IReadOnlyList<RunDifference> Of(ComparedDevice first, ComparedDevice later) => Of(OfDevice, first, later);

    public static IReadOnlyList<RunDifference> Of(ResultRow first, ResultRow later) => Of(OfRow, first, later);

    private static IReadOnlyList<RunDifference> Of<T>(IReadOnlyList<Property<T>> properties, T first, T later) =>
        [.. properties.Select(p => RunDifference.Between(p.Name, p.Read(first), p.Read(later), p.EndsPrediction)).OfType<RunDifference>()];

    /// <summary>A processor has the host's memory and its momentary clock. Both differ from run to run.</summary>
    private static DeviceInfo? Card(ComparedDevice device) => device.Info is { Class: DeviceClass.Accelerator } info ? info : null;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string With(string unit, double value) => string.Create(CultureInfo.InvariantCulture, $"{value:R} {unit}");

    /// <param name="Read">Null if a side does not state it, which is not a difference.</param>
    private sealed record Property<T>(string Name, Func<T, string?> Read, bool EndsPrediction = true);
}

/// <summary>A difference between two runs.</summary>
/// <param name="EndsPrediction">
/// Whether the first run no longer predicts the later value. Changes of the program itself (its version, the kernel that it chose) do not
/// end the prediction, because a comparison must show their effect.
/// </param>
public sealed record RunDifference(string What, string First, string Later, bool EndsPrediction)
{
    public override string ToString() => $"{What} {First} → {Later}";

    /// <summary>Lists with the same order are shortened to the entries that differ.</summary>
    /// <returns>Null if one side does not state it, or both state the same.</returns>
    internal static RunDifference? Between(string what, string? first, string? later, bool endsPrediction)
    {
        if (first is null || later is null || first == later)
            return null;
        var (a, b) = (first.Split(", "), later.Split(", "));
        if (a.Length != b.Length)
            return new(what, first, later, endsPrediction);
        var different = a.Zip(b).Where(parts => parts.First != parts.Second).ToList();
        return new(
            what, string.Join(", ", different.Select(parts => parts.First)), string.Join(", ", different.Select(parts => parts.Second)),
            endsPrediction);
    }
}
