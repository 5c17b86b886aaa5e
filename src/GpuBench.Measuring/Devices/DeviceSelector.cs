namespace GpuBench.Measuring.Devices;

/// <summary>Which devices a run is about: <see cref="Words"/>, with commas between them.</summary>
public sealed record DeviceSelector
{
    /// <summary>What an entry may be, for help and messages.</summary>
    public const string Words = "auto, all, cpu, cuda[:INDEX|:UUID], opencl[:INDEX]";

    private readonly IReadOnlyList<DevicePattern> _patterns;

    private DeviceSelector(string text, IReadOnlyList<DevicePattern> patterns) => (Text, _patterns) = (text, patterns);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public static DeviceSelector Auto { get; } = Parse("auto");

    /// <exception cref="UserError">Exit code 2.</exception>
    public static DeviceSelector Parse(string text) =>
        new(text, [.. text.Split(',').Select(word => DevicePattern.Parse(word.Trim(), text))]);

    /// <summary>The devices meant, each once, in the order of the inventory.</summary>
    /// <exception cref="UserError">
    /// Exit code 3: an entry matches none; the message says what is there and what is missing. Exit code 2: a UUID's beginning is
    /// that of several devices.
    /// </exception>
    public IReadOnlyList<DeviceInfo> Select(Inventory inventory)
    {
        var meant = _patterns.SelectMany(pattern => pattern.Select(inventory)).ToHashSet();
        return [.. inventory.Devices.Where(meant.Contains)];
    }
}
