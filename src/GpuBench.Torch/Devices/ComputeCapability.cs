using System.Globalization;
using GpuBench.Measuring.Devices;

namespace GpuBench.Torch.Devices;

/// <summary>The number in <c>sm_90</c>.</summary>
internal static class ComputeCapability
{
    private const string Prefix = "sm_";

    public static string Text(int major, int minor) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{major}{minor}");

    /// <returns>0 where the device does not say.</returns>
    public static int Of(DeviceInfo device) =>
        device.Architecture is { } architecture && architecture.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(architecture[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : 0;
}
