using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;

namespace GpuBench.Reports.Comparing;

/// <summary>Pairs the devices of a later run with those of the first.</summary>
internal static class DevicePairing
{
    /// <summary>
    /// From the most to the least certain. Each rule pairs the devices that the rules before it left. The first three find the same device:
    /// by UUID, else by name and index, else by a name that only one has (the card was moved to another slot). The others pair different
    /// devices: two cards of one model, then two with the same index, then the only two of a back end.
    /// </summary>
    private static readonly IReadOnlyList<Rule> Rules =
    [
        new((a, b) => a.HasUuidOf(b), FindsSame: true),
        new((a, b) => a.IsModelOf(b) && a.Id == b.Id && !a.HasAnotherUuidThan(b), FindsSame: true),
        new((a, b) => a.IsModelOf(b) && !a.HasAnotherUuidThan(b), FindsSame: true),
        new((a, b) => a.IsModelOf(b) && a.Id == b.Id),
        new((a, b) => a.IsModelOf(b)),
        new((a, b) => a.Id == b.Id),
        new((a, b) => a.Backend == b.Backend),
    ];

    /// <summary>The user named one device on each side.</summary>
    private static readonly Rule AsNamed = new((_, _) => true);

    /// <returns>Pairs in the order of the first run's devices, then devices that only the later run has.</returns>
    public static IReadOnlyList<DevicePair> Of(ComparedRun first, ComparedRun later)
    {
        var (firsts, laters) = (first.Devices().ToList(), later.Devices().ToList());
        // Two devices of one run are different, even if neither has a UUID.
        var isOneRun = ReferenceEquals(first.Document, later.Document);
        var isNamed = first.Only is not null && later.Only is not null;
        var pairs = new List<DevicePair>();
        foreach (var rule in isNamed ? [.. Rules.Where(_ => !isOneRun), AsNamed] : Rules)
            foreach (var a in firsts.ToList())
                if (rule.Partner(a, firsts, laters) is { } b)
                {
                    pairs.Add(new(a, b, rule.FindsSame));
                    firsts.Remove(a);
                    laters.Remove(b);
                }
        var order = first.Devices().Select(device => (device.Engine, device.Id)).ToList();
        return
        [
            .. pairs.Concat(firsts.Select(a => new DevicePair(a, null, false)))
                .OrderBy(pair => order.IndexOf((pair.First!.Engine, pair.First.Id))),
            .. laters.Select(b => new DevicePair(null, b, false)),
        ];
    }

    private sealed record Rule(Func<ComparedDevice, ComparedDevice, bool> Fits, bool FindsSame = false)
    {
        /// <summary>The only later device that fits, if it fits no other device of the first run.</summary>
        public ComparedDevice? Partner(ComparedDevice a, IEnumerable<ComparedDevice> firsts, IEnumerable<ComparedDevice> laters)
        {
            var partners = laters.Where(b => Pairs(a, b)).Take(2).ToList();
            return partners is [var b] && firsts.Count(other => Pairs(other, b)) == 1 ? b : null;
        }

        private bool Pairs(ComparedDevice a, ComparedDevice b) => a.Engine == b.Engine && Fits(a, b);
    }
}

/// <summary>A device of the first run and its counterpart in the later one, for one engine; null if there is none.</summary>
/// <param name="IsSameDevice">Whether later rows can be re-runs of first ones.</param>
internal sealed record DevicePair(ComparedDevice? First, ComparedDevice? Later, bool IsSameDevice);

/// <summary>A device of one engine with its rows. A value is null if the device did not open or the file is older.</summary>
internal sealed class ComparedDevice(string engine, RowDevice device, DeviceOpened? opened, IReadOnlyList<ResultRow> rows)
{
    public string Engine => engine;

    public string Id => device.Id;

    public Backend Backend => device.Backend;

    public string Name => device.Name;

    /// <summary>Null if the product is unknown.</summary>
    public string? Variant => device.Variant == "unstated" ? null : device.Variant;

    public DeviceInfo? Info => opened?.Device;

    public DeviceOpened? Opened => opened;

    public IReadOnlyList<ResultRow> Rows => rows;

    public static ComparedDevice Of(ResultDocument document, IReadOnlyList<ResultRow> rows) => new(
        rows[0].Engine, rows[0].Device,
        document.Manifest.Devices.FirstOrDefault(d => d.Device.Engine == rows[0].Engine && d.Device.Id == rows[0].Device.Id),
        rows);

    public bool IsNamed(string idOrUuid) =>
        string.Equals(Id, idOrUuid, StringComparison.OrdinalIgnoreCase)
        || (Info?.Uuid is { } uuid && new[] { uuid, $"{Backend.Text()}:{uuid}" }.Contains(idOrUuid, StringComparer.OrdinalIgnoreCase));

    public bool HasUuidOf(ComparedDevice other) =>
        Info?.Uuid is { } uuid && string.Equals(uuid, other.Info?.Uuid, StringComparison.OrdinalIgnoreCase);

    /// <summary>Both have a UUID, and the UUIDs differ.</summary>
    public bool HasAnotherUuidThan(ComparedDevice other) => Info?.Uuid is not null && other.Info?.Uuid is not null && !HasUuidOf(other);

    /// <summary>The same product. An unstated variant matches any.</summary>
    public bool IsModelOf(ComparedDevice other) =>
        Backend == other.Backend && Name == other.Name && (Variant is null || other.Variant is null || Variant == other.Variant);
}
