using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>An instruction that lanes of a warp execute together.</summary>
internal abstract class CollectiveInstruction : Instruction
{
    protected override ControlKind Kind => ControlKind.Collective;

    /// <summary>Whether the instruction requires all 32 lanes.</summary>
    public virtual bool NeedsWholeWarp => false;

    /// <summary>The lanes that must take part if they have not exited.</summary>
    public virtual uint Members(Warp warp, uint lanes) => Warp.AllLanes;
}
