using GpuBench.PtxMachine.Elf;
using Xunit;

namespace GpuBench.PtxMachine.Tests.Conformance;

/// <summary>A theory that needs the stand-in for the driver.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StandInTheoryAttribute : TheoryAttribute
{
    public StandInTheoryAttribute()
    {
        if (!JumpTableLibrary.IsSupported)
            Skip = "The stand-in is x86-64 code in an ELF file: this test runs on Linux on x86-64 only.";
    }
}
