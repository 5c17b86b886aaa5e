using System.Globalization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Devices;

/// <summary>
/// <c>auto</c>, <c>all</c>, <c>cpu</c>, <c>cuda[:INDEX|:UUID]</c> or <c>opencl[:INDEX]</c>: which devices a run is about.
/// </summary>
public sealed record DeviceSelector
{
    private readonly Backend? _backend;
    private readonly int? _index;
    private readonly string? _uuid;

    private DeviceSelector(string text, Backend? backend, int? index, string? uuid) =>
        (Text, _backend, _index, _uuid) = (text, backend, index, uuid);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public static DeviceSelector Auto { get; } = Parse("auto");

    /// <exception cref="UserError">Exit code 2.</exception>
    public static DeviceSelector Parse(string text)
    {
        if (text is "auto" or "all")
            return new(text, null, null, null);
        var (name, colon, which) = text.IndexOf(':', StringComparison.Ordinal) is var at and >= 0
            ? (text[..at], true, text[(at + 1)..])
            : (text, false, "");
        if (!EnumText.TryParse<Backend>(name, out var backend))
            throw UserError.Usage($"--device {text}: use auto, all, cpu, cuda[:INDEX|:UUID] or opencl[:INDEX]");
        if (!colon)
            return new(text, backend, null, null);
        if (int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return new(text, backend, index, null);
        return backend == Backend.Cuda && which.Length > 0
            ? new(text, backend, null, which)
            : throw UserError.Usage($"--device {text}: after '{name}:' comes the number that '{ProgramName.AsCalled} devices' shows");
    }

    /// <summary>The devices meant, in the order of the inventory.</summary>
    /// <exception cref="UserError">Exit code 3: none matches; the message says what is there and what is missing.</exception>
    public IReadOnlyList<DeviceInfo> Select(Inventory inventory)
    {
        var matching = Text switch
        {
            "all" => inventory.Devices,
            "auto" => [.. inventory.Devices.GroupBy(d => d.Engine).SelectMany(BestOfEngine)],
            _ => [.. inventory.Devices.Where(Matches)],
        };
        return matching.Count > 0 ? matching : throw UserError.NoDevice(WhyNone(inventory));
    }

    /// <summary>
    /// One card is often visible through CUDA and OpenCL: the best is the first CUDA device, else the first accelerator.
    /// A machine without any measures on everything the CPU offers.
    /// </summary>
    private static IEnumerable<DeviceInfo> BestOfEngine(IEnumerable<DeviceInfo> devices)
    {
        var all = devices.ToList();
        var best = all.Where(d => d.Class == DeviceClass.Accelerator).OrderBy(d => d.Backend).ThenBy(d => d.Index).FirstOrDefault();
        return best is null ? all : [best];
    }

    private bool Matches(DeviceInfo device) =>
        device.Backend == _backend
        && (_index is null || device.Index == _index)
        && (_uuid is null || string.Equals(device.Uuid, _uuid, StringComparison.OrdinalIgnoreCase));

    private string WhyNone(Inventory inventory)
    {
        var there = inventory.Devices.Select(d => d.Id).Distinct().ToList();
        var missing = inventory.Missing.Where(m => _backend is null || m.Backend == _backend)
            .Select(m => $"{m.Engine} {m.Backend.Text()}: {m.Reason} {m.Cure}");
        return string.Join(' ', missing.Prepend($"no device matches --device {Text}; present: {(there.Count > 0 ? string.Join(", ", there) : "none")}."));
    }
}
