using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>A theory about a device whose clock is made wrong. It needs PoCL, and gcc for the library that makes it wrong.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WrongDeviceClockTheoryAttribute : TheoryAttribute
{
    public WrongDeviceClockTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
            Skip = "the library that makes the clock wrong is for 64-bit Linux";
        else if (!File.Exists("/etc/OpenCL/vendors/pocl.icd"))
            Skip = "PoCL is not installed (pocl-opencl-icd)";
        else if (!HasCompiler())
            Skip = "gcc is not installed";
    }

    private static bool HasCompiler()
    {
        try
        {
            var version = new ProcessStartInfo("gcc", "--version") { RedirectStandardOutput = true, UseShellExecute = false };
            using var process = Process.Start(version)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
