using System.Globalization;
using System.Text.Json;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports;

/// <summary>What can be run on here; a back end that is missing is a row with its reason and cure.</summary>
public static class DeviceReport
{
    public static Report Of(Inventory inventory)
    {
        var table = new Table(
            new("device"), new("engine"), new("name", Wraps: true), new("vendor", Wraps: true), new("variant"), new("memory", true), new("units", true),
            new("clock", true), new("cache", true), new("driver", Wraps: true), new("capabilities", Wraps: true));
        foreach (var device in inventory.Devices)
            table.Add(
                device.Id, device.Engine, device.Name, device.Vendor, device.Variant,
                Quantity.Format(device.MemoryBytes, "B"),
                device.ComputeUnits?.ToString(CultureInfo.InvariantCulture) ?? "",
                device.ClockHertz is { } clock ? Quantity.Format(clock, "Hz") : "",
                device.LastLevelCacheBytes is { } cache ? Quantity.Format(cache, "B") : "",
                device.Driver ?? "", string.Join(' ', device.Capabilities));
        var sections = new List<Section> { new("Devices", table) };
        if (inventory.Missing.Count > 0)
            sections.Add(new("Not available", MissingTable(inventory)));
        return new([], sections, Flat(inventory), JsonSerializer.Serialize(inventory, MeasuringJson.Default.Inventory) + "\n");
    }

    private static Table MissingTable(Inventory inventory)
    {
        var table = new Table(new("back end"), new("engine"), new("reason", Wraps: true), new("cure", Wraps: true));
        foreach (var missing in inventory.Missing)
            table.Add(missing.Backend.Text(), missing.Engine, missing.Reason, missing.Cure);
        return table;
    }

    private static Table Flat(Inventory inventory)
    {
        var table = new Table([.. new[] { "device", "engine", "available", "name", "vendor", "variant", "memoryBytes", "computeUnits", "clockHertz", "driver", "reason", "cure" }.Select(title => new Column(title))]);
        foreach (var device in inventory.Devices)
            table.Add(
                device.Id, device.Engine, "true", device.Name, device.Vendor, device.Variant,
                device.MemoryBytes.ToString(CultureInfo.InvariantCulture),
                device.ComputeUnits?.ToString(CultureInfo.InvariantCulture) ?? "",
                device.ClockHertz?.ToString("R", CultureInfo.InvariantCulture) ?? "", device.Driver ?? "", "", "");
        foreach (var missing in inventory.Missing)
            table.Add(missing.Backend.Text(), missing.Engine, "false", "", "", "", "", "", "", "", missing.Reason, missing.Cure);
        return table;
    }
}
