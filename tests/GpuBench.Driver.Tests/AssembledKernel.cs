namespace GpuBench.Driver.Tests;

/// <summary>The assembler's report of a kernel.</summary>
/// <param name="Registers">Registers of a thread.</param>
/// <param name="StackBytes">Stack bytes of a thread.</param>
/// <param name="SpillBytes">Spilled bytes of a thread.</param>
/// <param name="SharedBytes">Shared bytes of a group.</param>
internal sealed record AssembledKernel(int Registers, int StackBytes, int SpillBytes, int SharedBytes, MachineCode? Instructions)
{
    /// <exception cref="InvalidOperationException">The kernel was not disassembled.</exception>
    public MachineCode Code => Instructions ?? throw new InvalidOperationException("not disassembled");
}
