using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>A jump; the warp itself carries it out.</summary>
/// <param name="isUniform">The text promises that all lanes go the same way.</param>
internal sealed class BranchInstruction(bool isUniform) : Instruction
{
    public bool IsUniform => isUniform;

    /// <summary>Index of the next instruction; set once the whole function is decoded.</summary>
    public int Target { get; set; } = -1;

    protected override ControlKind Kind => ControlKind.Branch;

    public override void Execute(Warp warp, uint lanes) => throw new InvalidOperationException("a branch is carried out by its warp");
}
