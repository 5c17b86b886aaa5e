namespace GpuBench.Driver.Tests;

/// <summary>What the assembler makes of a kernel.</summary>
/// <param name="Registers">Of a thread.</param>
/// <param name="StackBytes">Of a thread.</param>
/// <param name="SpillBytes">Of a thread.</param>
/// <param name="SharedBytes">Of a group.</param>
internal sealed record AssembledKernel(int Registers, int StackBytes, int SpillBytes, int SharedBytes, MachineCode? Instructions)
{
    /// <exception cref="InvalidOperationException">It was not disassembled.</exception>
    public MachineCode Code => Instructions ?? throw new InvalidOperationException("not disassembled");
}
