using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>A hint that changes no result.</summary>
internal sealed class NoOperation : Instruction
{
    public override void Execute(Warp warp, uint lanes)
    {
    }
}
