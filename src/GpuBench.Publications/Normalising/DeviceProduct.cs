using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Data;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// Identifies the product of results/accelerators that a device is, and whether it is the whole product. A MIG instance, a virtual
/// GPU or an MPS share often has the product's name, but its figures do not apply.
/// </summary>
public static class DeviceProduct
{
    /// <summary>
    /// A whole device reports less memory than printed: the driver keeps up to 3 %, and ECC on GDDR takes a sixteenth. On the other
    /// hand, a printed GB is usually a GiB, 7 % more. The largest partition is half of a device.
    /// </summary>
    private const double MinMemoryShare = 0.9;

    private const string MigMark = " MIG ";

    /// <returns>The whole product with its variant. A part of one has its partition and no variant.</returns>
    public static DeviceInfo Identify(Products products, DeviceInfo device)
    {
        if (products.Names.Identify(NameOfWhole(device.Name)) is not { } product)
            return device;
        var partition = string.Join(", ", new[] { device.Partition, Missing(products, device, product) }.OfType<string>());
        return partition.Length > 0 ? device with { Partition = partition } : device with { Variant = product.ToString() };
    }

    /// <summary>NVIDIA's driver names an instance by the GPU, followed by <c>MIG 1g.10gb</c>.</summary>
    private static string NameOfWhole(string name) =>
        name.IndexOf(MigMark, StringComparison.Ordinal) is >= 0 and var at ? name[..at] : name;

    /// <summary>The share of the product that the device has; null if it is the whole, or unknown.</summary>
    private static string? Missing(Products products, DeviceInfo device, VariantId product)
    {
        if (products.Multiprocessors(product) is { } units && device.ComputeUnits < units)
            return string.Create(CultureInfo.InvariantCulture, $"{device.ComputeUnits} of {units} SMs");
        if (products.Memory(product) is { } bytes && device.MemoryBytes < MinMemoryShare * bytes)
            return string.Create(CultureInfo.InvariantCulture, $"{device.MemoryBytes / 1e9:F0} of {bytes / 1e9:F0} GB");
        return null;
    }
}
