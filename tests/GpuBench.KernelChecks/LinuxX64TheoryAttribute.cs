using GpuBench.PtxInterpreter.Elf;

namespace GpuBench.KernelChecks;

/// <summary>As <see cref="LinuxX64FactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxX64TheoryAttribute : TheoryAttribute
{
    public LinuxX64TheoryAttribute() => Skip = JumpTableLibrary.RefusalReason;
}
