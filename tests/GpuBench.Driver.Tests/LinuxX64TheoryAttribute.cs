using GpuBench.PtxMachine.Elf;

namespace GpuBench.Driver.Tests;

/// <summary>As <see cref="LinuxX64FactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxX64TheoryAttribute : TheoryAttribute
{
    public LinuxX64TheoryAttribute()
    {
        if (!JumpTableLibrary.IsSupported)
            Skip = "The stand-in libraries are x86-64 code in an ELF file: this test runs on Linux on x86-64 only.";
    }
}
