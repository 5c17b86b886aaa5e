using System.Numerics;
using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>PTX ISA, "bar / barrier", "bar.warp.sync", "barrier.cluster".</summary>
internal static class Barriers
{
    public static void Decode(DecodingContext context)
    {
        if (context.Has("warp"))
            context.Emit(new WarpBarrier(context.Read(0, sizeof(uint))), InstructionClass.Synchronization);
        else if (context.Has("cluster"))
            context.Emit(new ClusterBarrierInstruction(context.Has("arrive"), !context.Has("relaxed")), InstructionClass.Synchronization);
        else if (context.Has("red"))
            DecodeReduction(context);
        else if (context.Has("sync") || context.Has("arrive"))
            context.Emit(
                new BarrierInstruction(context.Read(0, sizeof(uint)), context.ReadOrNone(1, sizeof(uint)), waits: context.Has("sync")),
                InstructionClass.Synchronization);
        else
            throw context.Unsupported();
    }

    /// <summary>bar.red target, barrier [, threads], predicate.</summary>
    private static void DecodeReduction(DecodingContext context)
    {
        var hasThreads = context.OperandCount == 4;
        var predicate = context.OperandCount - 1;
        var kind = context.Has("popc") ? ReductionKind.Count : context.Has("and") ? ReductionKind.And : ReductionKind.Or;
        var instruction = new ReducingBarrier(
            context.Write(0), kind, context.ReadPredicate(predicate), context.IsNegated(predicate),
            context.Read(1, sizeof(uint)), hasThreads ? context.Read(2, sizeof(uint)) : Register.None);
        context.Emit(instruction, InstructionClass.Synchronization);
    }

    /// <summary>Makes earlier writes of each lane visible to the other lanes.</summary>
    private sealed class WarpBarrier(Register mask) : MaskedCollective(mask)
    {
        public override void Execute(Warp warp, uint lanes) => warp.Clock.Tick(warp.Actor);
    }

    private class BarrierInstruction(Register barrier, Register threads, bool waits) : Instruction
    {
        protected override ControlKind Kind => ControlKind.Barrier;

        public override void Execute(Warp warp, uint lanes) => Arrive(warp, lanes, value: 0);

        protected void Arrive(Warp warp, uint lanes, int value)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            var number = warp.Read(barrier, lane);
            if (number >= (ulong)warp.Block.Barriers.Count)
                warp.Report(ReportKind.BadOperand, this, lane, $"there is no barrier {number}");
            else
                warp.Block.Barriers[(int)number].Arrive(warp, this, (int)warp.Read(threads, lane), waits, value);
        }
    }

    private sealed class ReducingBarrier(
        Register target, ReductionKind kind, Register predicate, bool isNegated, Register barrier, Register threads)
        : BarrierInstruction(barrier, threads, waits: true)
    {
        public override void Execute(Warp warp, uint lanes)
        {
            var votes = (isNegated ? ~warp.Predicate(predicate) : warp.Predicate(predicate)) & lanes;
            warp.PendingReduction = new(target, kind, lanes);
            // For "and", the barrier counts the votes against.
            Arrive(warp, lanes, BitOperations.PopCount(kind == ReductionKind.And ? lanes & ~votes : votes));
        }
    }

    private sealed class ClusterBarrierInstruction(bool arrives, bool releases) : Instruction
    {
        protected override ControlKind Kind => ControlKind.Barrier;

        public override void Execute(Warp warp, uint lanes)
        {
            var barrier = warp.Block.Cluster.Barrier;
            var isInOrder = arrives ? barrier.Arrive(warp, releases) : barrier.Wait(warp);
            if (!isInOrder)
                warp.Report(
                    ReportKind.BadOperand, this, BitOperations.TrailingZeroCount(lanes),
                    "each arrival at the cluster's barrier needs one wait behind it");
        }
    }
}
