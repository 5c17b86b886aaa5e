using System.Globalization;

namespace GpuBench.Measuring.Devices;

/// <summary>The devices of a run: entries as in <see cref="Words"/>, separated by commas.</summary>
public sealed record DeviceSelector
{
    /// <summary>Valid entries, for help and messages.</summary>
    public const string Words = "auto, all, cpu, cuda[:INDEX|:UUID], opencl[:INDEX]";

    private readonly IReadOnlyList<DevicePattern> _patterns;

    private DeviceSelector(string text, IReadOnlyList<DevicePattern> patterns) => (Text, _patterns) = (text, patterns);

    /// <summary>The text as given.</summary>
    public string Text { get; }

    public static DeviceSelector Auto { get; } = Parse("auto");

    /// <exception cref="UserError">Exit code 2.</exception>
    public static DeviceSelector Parse(string text) =>
        new(text, [.. text.Split(',').Select(word => DevicePattern.Parse(word.Trim(), text))]);

    /// <summary>The selected devices, each once, in the order of the inventory.</summary>
    /// <exception cref="UserError">
    /// Exit code 3: an entry matches no device; the message lists the present devices and the missing back ends. Exit code 2: several
    /// devices have a UUID with the given prefix.
    /// </exception>
    public IReadOnlyList<DeviceInfo> Select(Inventory inventory)
    {
        var selected = _patterns.SelectMany(pattern => pattern.Select(inventory)).ToHashSet();
        return [.. inventory.Devices.Where(selected.Contains)];
    }
}

/// <summary>One entry of <c>--device</c>: <c>auto</c>, <c>all</c>, or a back end, optionally with an index or a UUID.</summary>
/// <param name="Backend">Null for <c>auto</c> and <c>all</c>.</param>
/// <param name="Uuid">UUID of a CUDA device or MIG partition, or a prefix of it.</param>
internal sealed record DevicePattern(string Text, Backend? Backend, int? Index, string? Uuid)
{
    /// <exception cref="UserError">Exit code 2.</exception>
    public static DevicePattern Parse(string text, string whole)
    {
        if (text is "auto" or "all")
            return new(text, null, null, null);
        var (name, colon, which) = text.IndexOf(':', StringComparison.Ordinal) is var at and >= 0
            ? (text[..at], true, text[(at + 1)..])
            : (text, false, "");
        if (!EnumText.TryParse<Backend>(name, out var backend))
            throw UserError.Usage($"--device {whole}: '{text}' is not one of {DeviceSelector.Words}");
        if (!colon)
            return new(text, backend, null, null);
        if (int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return new(text, backend, index, null);
        return backend == Devices.Backend.Cuda && which.Length > 0
            ? new(text, backend, null, which)
            : throw UserError.Usage($"--device {whole}: give the number after '{name}:' that '{ProgramName.AsCalled} devices' shows");
    }

    /// <exception cref="UserError">
    /// Exit code 3: no device matches; the message lists the present devices. Exit code 2: several devices have a UUID with the given
    /// prefix.
    /// </exception>
    public IReadOnlyList<DeviceInfo> Select(Inventory inventory)
    {
        IReadOnlyList<DeviceInfo> matching = (Text, Uuid) switch
        {
            ("all", _) => inventory.Devices,
            ("auto", _) => [.. inventory.Devices.GroupBy(device => device.Engine).SelectMany(BestOfEngine)],
            (_, { } uuid) => WithUuid(uuid, inventory),
            _ => [.. inventory.Devices.Where(device => device.Backend == Backend && (Index is null || device.Index == Index))],
        };
        return matching.Count > 0 ? matching : throw UserError.NoDevice(RefusalReason(inventory));
    }

    /// <summary>
    /// A card is often visible through both CUDA and OpenCL. The best device is the first CUDA device, else the first accelerator. Without
    /// an accelerator, all devices of the CPU are measured.
    /// </summary>
    private static IEnumerable<DeviceInfo> BestOfEngine(IEnumerable<DeviceInfo> devices)
    {
        var all = devices.ToList();
        var best = all.Where(d => d.Class == DeviceClass.Accelerator).OrderBy(d => d.Backend).ThenBy(d => d.Index).FirstOrDefault();
        return best is null ? all : [best];
    }

    private List<DeviceInfo> WithUuid(string beginning, Inventory inventory)
    {
        var candidates = inventory.Devices.Where(device => device.Backend == Backend).ToList();
        var uuids = candidates.Select(device => device.Uuid).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(uuid => uuid.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)).ToList();
        var exact = uuids.Find(uuid => uuid.Equals(beginning, StringComparison.OrdinalIgnoreCase)) ?? uuids.FirstOrDefault();
        if (uuids.Count > 1 && exact!.Length > beginning.Length)
            throw UserError.Usage($"--device {Text}: several UUIDs begin with this text ({string.Join(", ", uuids)}); give more of it");
        var found = candidates.Where(device => exact is not null && exact.Equals(device.Uuid, StringComparison.OrdinalIgnoreCase)).ToList();
        // libtorch does not report UUIDs. It numbers devices as the driver does, so the same index is the same device.
        var ids = found.Select(device => device.Id).ToHashSet();
        return [.. candidates.Where(device => found.Contains(device) || (device.Uuid is null && ids.Contains(device.Id)))];
    }

    private string RefusalReason(Inventory inventory)
    {
        var there = inventory.Devices.GroupBy(device => device.Id, device => device.Uuid)
            .Select(device => device.OfType<string>().FirstOrDefault() is { } uuid ? $"{device.Key} ({uuid})" : device.Key)
            .ToList();
        var missing = inventory.Missing.Where(m => Backend is null || m.Backend == Backend)
            .Select(m => $"{m.Engine} {m.Backend.Text()}: {m.Reason} {m.Remedy}");
        var present = there.Count > 0 ? string.Join(", ", there) : "none";
        return string.Join(' ', missing.Prepend($"no device matches --device {Text}; present: {present}."));
    }
}
