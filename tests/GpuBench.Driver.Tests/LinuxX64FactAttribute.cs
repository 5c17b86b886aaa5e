using GpuBench.PtxMachine.Elf;

namespace GpuBench.Driver.Tests;

/// <summary>A test that needs a stand-in library.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxX64FactAttribute : FactAttribute
{
    public LinuxX64FactAttribute()
    {
        if (!JumpTableLibrary.IsSupported)
            Skip = "The stand-in libraries are x86-64 code in an ELF file: this test runs on Linux on x86-64 only.";
    }
}
