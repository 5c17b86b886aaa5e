using System.Runtime.InteropServices;
using GpuBench.Measuring;

namespace GpuBench.Running;

/// <summary>The platform on which this program measures. The engines have native libraries for this platform only.</summary>
public static class MeasuringPlatform
{
    /// <exception cref="UserError">Exit code 3: nothing can be measured on this platform.</exception>
    public static void Require() => Require(SystemName(), RuntimeInformation.ProcessArchitecture);

    /// <param name="system">As returned by <see cref="SystemName"/>.</param>
    public static void Require(string system, Architecture architecture)
    {
        if (system == "Linux" && architecture == Architecture.X64)
            return;
        var instead = system == "Windows" && architecture == Architecture.X64
            ? "use WSL 2"
            : "use another machine or a virtual machine";
        throw UserError.NoDevice(
            $"measuring needs Linux on x86-64, but this is {system} on {architecture.ToString().ToLowerInvariant()}; {instead}. "
            + "'compare' and 'figures' work here, also with results files of other machines");
    }

    private static string SystemName() =>
        OperatingSystem.IsLinux() ? "Linux"
        : OperatingSystem.IsWindows() ? "Windows"
        : OperatingSystem.IsMacOS() ? "macOS"
        : RuntimeInformation.OSDescription;
}
