using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>vote.sync: combines one predicate of each lane and writes the result to all lanes.</summary>
internal sealed class Vote(string mode, Register target, Register predicate, bool isNegated, Register mask) : MaskedCollective(mask)
{
    public override void Execute(Warp warp, uint lanes)
    {
        var voters = Members(warp, lanes) & lanes;
        var votes = (isNegated ? ~warp.Predicate(predicate) : warp.Predicate(predicate)) & voters;
        var result = mode switch
        {
            "all" => votes == voters ? 1u : 0,
            "any" => votes != 0 ? 1u : 0,
            "uni" => votes == voters || votes == 0 ? 1u : 0,
            _ => votes,
        };
        WriteAll(warp, target, lanes, result);
    }
}
