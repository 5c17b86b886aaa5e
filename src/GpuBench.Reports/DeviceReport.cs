using System.Text.Json;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports;

/// <summary>The devices of this machine. A missing back end has a row with its reason and remedy.</summary>
public static class DeviceReport
{
    public static Report Of(Inventory inventory)
    {
        var sections = new List<Section>
        {
            new("Devices", HardwareTable(inventory)),
            new("Drivers and libraries", DriverTable(inventory)),
        };
        var uuids = UuidTable(inventory);
        if (uuids.Rows.Count > 0)
            sections.Add(new("UUIDs for --device cuda:UUID; a unique beginning is enough", uuids));
        if (inventory.Devices.Any(device => device.Excluded is not null))
            sections.Add(new("Not measured: the device failed the self-test of these workloads", ExcludedTable(inventory)));
        if (inventory.Devices.Any(device => device.Backend == Backend.Cuda))
            sections.Insert(1, new("CUDA devices", CudaTable(inventory)));
        if (inventory.Missing.Count > 0)
            sections.Add(new("Not available", MissingTable(inventory)));
        return new([], sections, Flat(inventory), JsonSerializer.Serialize(inventory, JournalJson.Default.Inventory) + "\n");
    }

    private static Table HardwareTable(Inventory inventory)
    {
        var table = new Table(
            new("device"), new("engine"), new("name", Wraps: true), new("memory", true), new("units", true),
            new("clock", true, Optional: true), new("cache", true, Optional: true), new("vendor", Wraps: true, Optional: true),
            new("variant", Optional: true));
        foreach (var device in inventory.Devices)
            table.Add(
                device.Id, device.Engine, device.Name,
                Quantity.Format(device.MemoryBytes, "B"),
                FlatText.Of(device.ComputeUnits),
                device.ClockHertz is { } clock ? Quantity.Format(clock, "Hz") : "",
                device.LastLevelCacheBytes is { } cache ? Quantity.Format(cache, "B") : "",
                device.Vendor, device.Variant);
        return table;
    }

    private static Table CudaTable(Inventory inventory)
    {
        var table = new Table(
            new("device"), new("engine"), new("architecture"), new("partition", Wraps: true), new("links", Wraps: true),
            new("power limit", true, Optional: true), new("ECC", Optional: true));
        foreach (var device in inventory.Devices.Where(device => device.Backend == Backend.Cuda))
            table.Add(
                device.Id, device.Engine, device.Architecture ?? "", device.Partition ?? "", device.NvLink?.Describe() ?? "",
                device.PowerLimitWatts is { } watts ? Quantity.Format(watts, "W") : "",
                device.EccEnabled switch { true => "on", false => "off", null => "" });
        return table;
    }

    private static Table DriverTable(Inventory inventory)
    {
        var table = new Table(new("device"), new("engine"), new("capabilities", Wraps: true), new("driver", Wraps: true));
        foreach (var device in inventory.Devices)
            table.Add(device.Id, device.Engine, string.Join(' ', device.Capabilities), device.Driver ?? "");
        return table;
    }

    /// <summary>A line per device for all its engines, for narrow terminals.</summary>
    private static Table UuidTable(Inventory inventory)
    {
        var table = new Table(new("device"), new("uuid"), new("PCI address", Optional: true));
        foreach (var device in inventory.Devices.Where(device => device.Uuid is not null).DistinctBy(device => device.Id))
            table.Add(device.Id, device.Uuid!, device.PciAddress ?? "");
        return table;
    }

    private static Table ExcludedTable(Inventory inventory)
    {
        var table = new Table(new("device"), new("engine"), new("workload"), new("reason", Wraps: true));
        foreach (var device in inventory.Devices)
            foreach (var (workload, failure) in device.Excluded ?? new Dictionary<string, string>())
                table.Add(device.Id, device.Engine, workload, failure);
        return table;
    }

    private static Table MissingTable(Inventory inventory)
    {
        var table = new Table(new("back end"), new("engine"), new("reason", Wraps: true), new("remedy", Wraps: true));
        foreach (var missing in inventory.Missing)
            table.Add(missing.Backend.Text(), missing.Engine, missing.Reason, missing.Remedy);
        return table;
    }

    private static Table Flat(Inventory inventory)
    {
        string[] titles =
        [
            "device", "engine", "available", "name", "vendor", "variant", "memoryBytes", "computeUnits", "clockHertz",
            "lastLevelCacheBytes", "driver", "capabilities", "reason", "cure", "uuid", "architecture", "partition", "nvLink",
        ];
        var table = Table.Flat(titles);
        foreach (var device in inventory.Devices)
            table.Add(
                device.Id, device.Engine, "true", device.Name, device.Vendor, device.Variant,
                FlatText.Of(device.MemoryBytes), FlatText.Of(device.ComputeUnits), FlatText.Of(device.ClockHertz),
                FlatText.Of(device.LastLevelCacheBytes),
                device.Driver ?? "", string.Join(' ', device.Capabilities), Excluded(device), "",
                device.Uuid ?? "", device.Architecture ?? "", device.Partition ?? "", device.NvLink?.Describe() ?? "");
        foreach (var missing in inventory.Missing)
            table.Add(
                missing.Backend.Text(), missing.Engine, "false", "", "", "", "", "", "", "", "", "", missing.Reason, missing.Remedy,
                "", "", "", "");
        return table;
    }

    private static string Excluded(DeviceInfo device) =>
        string.Join("; ", (device.Excluded ?? new Dictionary<string, string>()).Select(failed => $"{failed.Key}: {failed.Value}"));
}
