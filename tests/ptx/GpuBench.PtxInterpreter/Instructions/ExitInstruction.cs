using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>Ends lanes. The warp executes it.</summary>
internal sealed class ExitInstruction : Instruction
{
    protected override ControlKind Kind => ControlKind.Exit;

    public override void Execute(Warp warp, uint lanes) => throw new InvalidOperationException("an exit is carried out by its warp");
}
