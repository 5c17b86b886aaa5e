using GpuBench.PtxMachine.Elf;

namespace GpuBench.Driver.Tests;

/// <summary>A test that assembles; skipped, with the reason, where there is no assembler or no stand-in for the driver.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PtxasTheoryAttribute : TheoryAttribute
{
    public PtxasTheoryAttribute()
    {
        if (!JumpTableLibrary.IsSupported)
            Skip = "the stand-in for the driver needs x86-64 Linux";
        else
            Skip = Ptxas.WhyNot;
    }
}
