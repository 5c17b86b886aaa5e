using System.Runtime.InteropServices;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>A fact about the bundled libtorch, which exists for 64-bit x86 Linux and in builds with <c>TorchBackend=cpu</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            Skip = "libtorch is bundled for 64-bit x86 Linux alone";
        else if (BundledLibTorch.RecordedDirectory is null)
            Skip = "built without a bundled libtorch";
    }
}
