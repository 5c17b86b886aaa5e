using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;

namespace GpuBench.Reports.Comparing;

/// <summary>One engine's device with its rows. What is null was not stored: a device that never opened, or an older file.</summary>
internal sealed class ComparedDevice(string engine, RowDevice device, DeviceOpened? opened, IReadOnlyList<ResultRow> rows)
{
    public string Engine => engine;

    public string Id => device.Id;

    public Backend Backend => device.Backend;

    public string Name => device.Name;

    /// <summary>Null where the product could not be told.</summary>
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

    /// <summary>Both say theirs, and they differ: two cards, however alike.</summary>
    public bool HasAnotherUuidThan(ComparedDevice other) => Info?.Uuid is not null && other.Info?.Uuid is not null && !HasUuidOf(other);

    /// <summary>The same product; a variant that one side does not state is no difference.</summary>
    public bool IsModelOf(ComparedDevice other) =>
        Backend == other.Backend && Name == other.Name && (Variant is null || other.Variant is null || Variant == other.Variant);
}
