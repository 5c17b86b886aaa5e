using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Reports;

namespace GpuBench.Diagnosis;

/// <summary>Findings about devices and missing back ends.</summary>
internal static class DeviceChecks
{
    public static IEnumerable<Finding> Of(Inventory inventory) =>
        [.. inventory.Missing.Select(Missing), .. inventory.Devices.SelectMany(Device)];

    private static Finding Missing(MissingBackend missing) =>
        new($"{missing.Engine} {missing.Backend.Text()}", Severity.Note, missing.Reason, missing.Remedy);

    private static IEnumerable<Finding> Device(DeviceInfo device)
    {
        var topic = $"{device.Engine} {device.Id}";
        yield return new(topic, Severity.Ok, $"{device.Name}; driver {device.Driver ?? "unknown"}");
        foreach (var (workload, failure) in device.Excluded ?? new Dictionary<string, string>())
            yield return new(
                topic, Severity.Warn, $"it failed the self-test of {workload}: {failure}",
                "Update the driver. The other workloads are measured.");
        if (device.Backend != Backend.Cuda)
            yield break;
        if (device.PowerLimitWatts is { } watts)
            yield return new(
                topic, Severity.Note, $"power limit {Quantity.Format(watts, "W")}", "Compare only with devices at the same limit.");
        if (device.EccEnabled is { } ecc)
            yield return new(topic, Severity.Note, ecc ? "ECC is on" : "ECC is off: memory is faster than with ECC, as in data centres");
        if (device.NvLink is { } links)
            yield return new(topic, Severity.Note, links.Describe());
        if (device.Partition is { } partition)
            yield return new(
                topic, Severity.Warn, $"only a part of the device is visible: {partition}",
                "Use the whole device, or treat all results as results of this part.");
    }
}
