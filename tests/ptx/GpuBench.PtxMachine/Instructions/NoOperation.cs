using GpuBench.PtxMachine.Execution;
using GpuBench.PtxMachine.Program;

namespace GpuBench.PtxMachine.Instructions;

/// <summary>A hint that changes no result.</summary>
internal sealed class NoOperation : Instruction
{
    public override void Execute(Warp warp, uint lanes)
    {
    }
}
