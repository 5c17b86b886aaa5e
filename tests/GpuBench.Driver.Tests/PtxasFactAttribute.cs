using GpuBench.PtxInterpreter.Elf;

namespace GpuBench.Driver.Tests;

/// <summary>A test that assembles a kernel. It is skipped, with the reason, if there is no assembler or no fake driver.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PtxasFactAttribute : FactAttribute
{
    public PtxasFactAttribute() => Skip = JumpTableLibrary.RefusalReason ?? Ptxas.RefusalReason;
}
