using GpuBench.PtxInterpreter.Elf;

namespace GpuBench.KernelChecks;

/// <summary>A test that needs a fake of the vendor's library.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxX64FactAttribute : FactAttribute
{
    public LinuxX64FactAttribute() => Skip = JumpTableLibrary.RefusalReason;
}
