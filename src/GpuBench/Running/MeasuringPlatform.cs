using System.Runtime.InteropServices;
using GpuBench.Measuring;

namespace GpuBench.Running;

/// <summary>Where this program can measure: its engines' native libraries, and all tests of them, are for one platform.</summary>
public static class MeasuringPlatform
{
    /// <exception cref="UserError">Exit code 3: nothing can be measured on this platform.</exception>
    public static void Require() => Require(SystemName(), RuntimeInformation.ProcessArchitecture);

    /// <param name="system">As <see cref="SystemName"/> gives it.</param>
    public static void Require(string system, Architecture architecture)
    {
        if (system == "Linux" && architecture == Architecture.X64)
            return;
        var instead = system == "Windows" && architecture == Architecture.X64
            ? "WSL 2 is such a Linux"
            : "use a machine or a virtual machine with it";
        throw UserError.NoDevice(
            $"measuring needs Linux on x86-64, and this is {system} on {architecture.ToString().ToLowerInvariant()}: {instead}. "
            + "'compare' and 'figures' work here, also on results files from elsewhere");
    }

    private static string SystemName() =>
        OperatingSystem.IsLinux() ? "Linux"
        : OperatingSystem.IsWindows() ? "Windows"
        : OperatingSystem.IsMacOS() ? "macOS"
        : RuntimeInformation.OSDescription;
}
