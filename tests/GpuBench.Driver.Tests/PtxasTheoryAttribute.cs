using GpuBench.PtxInterpreter.Elf;

namespace GpuBench.Driver.Tests;

/// <summary>As <see cref="PtxasFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PtxasTheoryAttribute : TheoryAttribute
{
    public PtxasTheoryAttribute() => Skip = JumpTableLibrary.RefusalReason ?? Ptxas.RefusalReason;
}
