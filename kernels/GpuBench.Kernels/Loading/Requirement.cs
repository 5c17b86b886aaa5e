using System.Globalization;

namespace GpuBench.Kernels.Loading;

/// <summary>Conditions that several kernels share. Each returns null if it is met, otherwise the reason in one clause.</summary>
internal static class Requirement
{
    /// <summary>Indices are 32-bit, and the last group may pass the last element by less than its size.</summary>
    private const long MaxElements = int.MaxValue - 1024;

    public static string? GroupSize(DeviceTraits device, int workItems) =>
        device.MaxGroupSize >= workItems
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"needs {workItems} work items in a group, the device allows {device.MaxGroupSize}");

    /// <param name="min">The first architecture with the units, as <see cref="DeviceTraits.ComputeCapability"/>.</param>
    public static string? MatrixUnits(DeviceTraits device, int min)
    {
        if (device.ComputeCapability >= min)
            return null;
        var found = device.ComputeCapability == 0
            ? "this is no CUDA device"
            : string.Create(CultureInfo.InvariantCulture, $"this is sm_{device.ComputeCapability}");
        return string.Create(CultureInfo.InvariantCulture, $"needs the matrix units of CUDA's sm_{min} or later, {found}");
    }

    public static string? SharedMemory(DeviceTraits device, int bytes) =>
        device.SharedBytesPerGroup >= bytes
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"needs {bytes} bytes of shared memory, the device allows {device.SharedBytesPerGroup}");

    /// <summary>CUDA launches at most 65535 groups along y or z.</summary>
    public static string? GridRows(int groups) =>
        groups <= ushort.MaxValue
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"needs {groups} rows of groups, a grid has at most {ushort.MaxValue}");

    public static string? Indexable(params ReadOnlySpan<long> elementCounts)
    {
        foreach (var count in elementCounts)
        {
            if (count is < 1 or > MaxElements)
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"a tensor of {count} elements is outside the 32-bit index range 1..{MaxElements}");
        }

        return null;
    }

    public static string? Multiple(string dimension, int value, int divisor) =>
        value % divisor == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"needs {dimension} to be a multiple of {divisor}, it is {value}");
}
