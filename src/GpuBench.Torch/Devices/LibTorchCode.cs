using System.Globalization;
using GpuBench.Measuring.Devices;

namespace GpuBench.Torch.Devices;

/// <summary>
/// Checks whether a libtorch contains code for a CUDA device. Without it every kernel fails with CUDA error 209, "no kernel image".
/// </summary>
internal static class LibTorchCode
{
    private const string MachineCode = "sm_";
    private const string Ptx = "compute_";

    /// <summary>Turing: the oldest architecture of PyTorch's builds for CUDA 12.8 and later (pytorch issue 172352).</summary>
    private const int FirstOfNewBuilds = 75;

    /// <summary>Maxwell: the oldest architecture of its builds for CUDA 12.6 (same source).</summary>
    private const int FirstOfOldBuilds = 50;

    /// <returns>Null if there is such code, or if the library's list is unknown.</returns>
    public static string? RefusalReason(DeviceInfo device)
    {
        if (device.CodeArchitectures is not { Count: > 0 } held || ComputeCapability.Of(device) is not (> 0 and var capability))
            return null;
        return held.Any(architecture => Runs(architecture, capability))
            ? null
            : $"this libtorch has code for {string.Join(' ', held)}, but not for {device.Architecture}; {Remedy(capability)}";
    }

    /// <summary>Machine code runs on its own and later minor versions of a major version; PTX runs on every later architecture.</summary>
    private static bool Runs(string architecture, int capability) =>
        architecture.StartsWith(MachineCode, StringComparison.Ordinal)
            ? Number(architecture[MachineCode.Length..]) is var code && code / 10 == capability / 10 && code <= capability
            : architecture.StartsWith(Ptx, StringComparison.Ordinal) && Number(architecture[Ptx.Length..]) <= capability;

    /// <summary>Sources: PyTorch's release notes of 2.8, and its support matrices of 2.10 and 2.11.</summary>
    private static string Remedy(int capability) => capability switch
    {
        < FirstOfOldBuilds => "use --engine ilgpu, or an older PyTorch",
        < FirstOfNewBuilds => "use PyTorch 2.8 to 2.11 built for CUDA 12.6: set --libtorch to its torch/lib",
        _ => "use a PyTorch built for this device",
    };

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}

/// <summary>The number in <c>sm_90</c>.</summary>
internal static class ComputeCapability
{
    private const string Prefix = "sm_";

    public static string Text(int major, int minor) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{major}{minor}");

    /// <returns>0 if the device does not say.</returns>
    public static int Of(DeviceInfo device) =>
        device.Architecture is { } architecture && architecture.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(architecture[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : 0;
}
