using System.Globalization;

namespace GpuBench.Measuring.Devices;

/// <summary>A device's NVLink connections, as its driver counts them when it is listed.</summary>
/// <param name="Version">Of the active links, e.g. <c>4.0</c>; null where the driver does not say, or they differ.</param>
/// <param name="Active">Links that are up.</param>
/// <param name="Known">Links that the driver knows of, up or not.</param>
public sealed record NvLinks(string? Version, int Active, int Known)
{
    /// <summary>E.g. <c>NVLink 3 × 8 active (of 12 known)</c>.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"NVLink{(Version is null ? "" : $" {ShortVersion}")} × {Active} active (of {Known} known)");

    private string ShortVersion => Version!.EndsWith(".0", StringComparison.Ordinal) ? Version[..^2] : Version;
}
