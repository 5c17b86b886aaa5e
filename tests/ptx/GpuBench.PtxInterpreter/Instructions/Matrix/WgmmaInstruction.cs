using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions.Matrix;

/// <summary>
/// wgmma.mma_async: a (64,N) product of a warpgroup. Each of the four warps computes 16 rows. This class only queues the
/// product. The warp's queue executes it.
/// </summary>
internal sealed unsafe class WgmmaInstruction : CollectiveInstruction
{
    public override bool NeedsWholeWarp => true;

    public required int N { get; init; }

    public required int K { get; init; }

    public required int ElementBytes { get; init; }

    public required AccumulatorFormat Format { get; init; }

    public required Func<ulong, double> DecodeA { get; init; }

    public required Func<ulong, double> DecodeB { get; init; }

    public required Register[] Accumulators { get; init; }

    /// <summary>Empty if A is in shared memory.</summary>
    public required Register[] ARegisters { get; init; }

    public required Register DescriptorA { get; init; }

    public required Register DescriptorB { get; init; }

    /// <summary>If false or 0, the accumulators are overwritten.</summary>
    public required Register ScaleD { get; init; }

    /// <summary>1, or -1 if one of A and B is negated.</summary>
    public required int Sign { get; init; }

    public required bool IsALineMajor { get; init; }

    public required bool IsBLineMajor { get; init; }

    public override void Execute(Warp warp, uint lanes)
    {
        var descriptorA = DescriptorA.Exists ? Uniform(warp, DescriptorA) : 0;
        var descriptorB = Uniform(warp, DescriptorB);
        var scales = warp.Read(ScaleD, 0) != 0;
        warp.Block.Warpgroups.OnIssue(warp, this, descriptorA, descriptorB);
        warp.Wgmma!.Issue(new(warp, this, new(descriptorA), new(descriptorB), scales));
    }

    private ulong Uniform(Warp warp, Register descriptor)
    {
        var values = warp.Longs(descriptor);
        for (var lane = 1; lane < Warp.Lanes; lane++)
        {
            if (values[lane] == values[0])
                continue;
            warp.Report(ReportKind.BadOperand, this, lane, "the descriptor differs between lanes");
            break;
        }

        return values[0];
    }
}
