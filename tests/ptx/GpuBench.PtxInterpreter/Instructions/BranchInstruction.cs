using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>A jump. The warp executes it.</summary>
/// <param name="isUniform">Whether the text requires all lanes to take the same branch.</param>
internal sealed class BranchInstruction(bool isUniform) : Instruction
{
    public bool IsUniform => isUniform;

    /// <summary>Index of the next instruction. Set after the whole function is decoded.</summary>
    public int Target { get; set; } = -1;

    protected override ControlKind Kind => ControlKind.Branch;

    public override void Execute(Warp warp, uint lanes) => throw new InvalidOperationException("a branch is carried out by its warp");
}
