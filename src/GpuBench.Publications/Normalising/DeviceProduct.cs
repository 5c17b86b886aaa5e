using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Limits;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// Tells which product of results/accelerators a device is, and whether it is all of it: a MIG instance, a virtual GPU or a share
/// under MPS often has the name of the whole, and none of its figures.
/// </summary>
public static class DeviceProduct
{
    /// <summary>
    /// A whole device shows less memory than is printed: the driver keeps up to 3 %, and ECC on GDDR takes a sixteenth, against
    /// which a printed GB is mostly a GiB, 7 % more. The largest part of a device that can be had, short of all, is half.
    /// </summary>
    private const double LeastMemoryShare = 0.9;

    private const string MigMark = " MIG ";

    /// <returns>The device with its variant; or, where it is a part of one, with its partition and no variant.</returns>
    public static DeviceInfo Identify(Normalizer normalizer, DeviceInfo device)
    {
        if (normalizer.Names.Identify(NameOfWhole(device.Name)) is not { } product)
            return device;
        var partition = string.Join(", ", new[] { device.Partition, Missing(normalizer.Nominal, device, product) }.OfType<string>());
        return partition.Length > 0 ? device with { Partition = partition } : device with { Variant = product.ToString() };
    }

    /// <summary>NVIDIA's driver calls an instance by the GPU's name with <c>MIG 1g.10gb</c> after it.</summary>
    private static string NameOfWhole(string name) =>
        name.IndexOf(MigMark, StringComparison.Ordinal) is >= 0 and var at ? name[..at] : name;

    /// <summary>What the device has of the product, where that is less than all; null where it is all, or nothing is known.</summary>
    private static string? Missing(NominalFigures nominal, DeviceInfo device, VariantId product)
    {
        if (nominal.Multiprocessors(product) is { } units && device.ComputeUnits < units)
            return string.Create(CultureInfo.InvariantCulture, $"{device.ComputeUnits} of {units} SMs");
        if (nominal.Memory(product) is { } bytes && device.MemoryBytes < LeastMemoryShare * bytes)
            return string.Create(CultureInfo.InvariantCulture, $"{device.MemoryBytes / 1e9:F0} of {bytes / 1e9:F0} GB");
        return null;
    }
}
