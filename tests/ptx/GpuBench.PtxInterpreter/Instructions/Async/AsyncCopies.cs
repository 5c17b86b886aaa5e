using System.Numerics;
using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions.Async;

/// <summary>PTX ISA, "cp.async" with its commit and wait instructions. Bulk copies have their own decoders.</summary>
internal static class AsyncCopies
{
    public static void Decode(DecodingContext context)
    {
        var modifiers = context.Statement.Modifiers;
        if (modifiers is not ["async", ..])
            throw context.Unsupported();

        switch (modifiers[1])
        {
            case "bulk":
                BulkCopies.Decode(context);
                break;
            case "commit_group":
                context.Emit(new Commit(), InstructionClass.AsyncCopy);
                break;
            case "wait_group":
                context.Emit(new Wait((int)context.Constant(0)), InstructionClass.AsyncCopy);
                break;
            case "wait_all":
                context.Emit(new Wait(groupsLeft: null), InstructionClass.AsyncCopy);
                break;
            case "mbarrier":
                context.Emit(new ArriveWhenCopied(context.Address(0, context.Space), context.Has("noinc")), InstructionClass.AsyncCopy);
                break;
            default:
                DecodeCopy(context);
                break;
        }
    }

    /// <summary>[target], [source], size, then the size of the source or a predicate that ignores the source.</summary>
    private static void DecodeCopy(DecodingContext context)
    {
        var size = (int)context.Constant(2);
        if (size is not (4 or 8 or 16) || (context.Has("cg") && size != 16))
            throw context.Error("cp.async copies 4, 8 or 16 bytes, with .cg only 16");

        var target = context.Address(0, StateSpace.Shared);
        var source = context.Address(1, context.Has("global") ? StateSpace.Global : StateSpace.Generic);
        var last = context.ReadOrNone(3, sizeof(uint));
        var instruction = last.IsPredicate
            ? new Copy(target, source, size, Register.None, ignoresSource: last)
            : new Copy(target, source, size, sourceBytes: last, Register.None);
        context.Emit(instruction, InstructionClass.AsyncCopy);
    }

    private sealed unsafe class Copy(
        MemoryOperand target, MemoryOperand source, int size, Register sourceBytes, Register ignoresSource) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            warp.Block.Shared.Shadow.WriteNumber++;
            if (warp.Profiles)
                AccessProfile.Count(warp, this, lanes, source, size);
            for (; lanes != 0; lanes &= lanes - 1)
                Issue(warp, BitOperations.TrailingZeroCount(lanes));
        }

        private void Issue(Warp warp, int lane)
        {
            var to = warp.AddressOf(target, lane);
            var from = warp.AddressOf(source, lane);
            if (to % (ulong)size != 0 || from % (ulong)size != 0)
            {
                warp.Report(
                    ReportKind.Misaligned, this, lane, $"copy of {size} bytes from global address 0x{from:x} to shared address {to}");
                return;
            }

            if (!warp.CheckSharedRange(this, lane, warp.Block, to, size))
                return;

            var bytes = SourceBytes(warp, lane);
            var pointer = bytes == 0 ? null : warp.AccessGlobal(this, lane, from, bytes, MemoryAccess.Read);
            if (bytes > 0 && pointer == null)
                return;

            if (warp.Checks)
                warp.Block.Shared.Shadow.OnWrite(
                    warp, this, lane, (uint)to, size, ShadowState.InFlight, warp.Actor, warp.Clock[warp.Actor]);
            warp.AsyncCopies.Add(new(this, lane, warp.AsyncCopies.GroupOf(lane), (uint)to, size, (nint)pointer, bytes));
        }

        private int SourceBytes(Warp warp, int lane)
        {
            if (ignoresSource.Exists)
                return warp.Read(ignoresSource, lane) != 0 ? 0 : size;
            if (!sourceBytes.Exists)
                return size;

            var bytes = (int)warp.Read(sourceBytes, lane);
            if ((uint)bytes > (uint)size)
                warp.Report(ReportKind.BadOperand, this, lane, $"a source of {bytes} bytes for a copy of {size}");
            return Math.Clamp(bytes, 0, size);
        }
    }

    private sealed class Commit : Instruction
    {
        public override void Execute(Warp warp, uint lanes) => warp.AsyncCopies.Commit(lanes);
    }

    private sealed class Wait(int? groupsLeft) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            if (groupsLeft is { } groups)
                warp.AsyncCopies.Wait(lanes, groups);
            else
                warp.AsyncCopies.WaitAll(lanes);
        }
    }

    /// <summary>
    /// An mbarrier gets one more arrival when the lane's earlier copies are done. Without .noinc it also expects one more.
    /// </summary>
    private sealed class ArriveWhenCopied(MemoryOperand operand, bool countsAsExpected) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            for (; lanes != 0; lanes &= lanes - 1)
                Arrive(warp, BitOperations.TrailingZeroCount(lanes));
            warp.Clock.Tick(warp.Actor);
        }

        private void Arrive(Warp warp, int lane)
        {
            if (MbarrierAccess.Find(warp, this, lane, warp.AddressOf(operand, lane)) is not { } barrier)
                return;
            if (!countsAsExpected)
                barrier.Pending++;

            var copies = warp.AsyncCopies.Take(lane);
            var tick = warp.Clock[warp.Actor];
            barrier.Arriving.Join(warp.Clock);
            warp.Block.Cluster.Enqueue(() =>
            {
                foreach (var copy in copies)
                    warp.AsyncCopies.Land(copy, tick);
                barrier.Arrive(1);
            });
        }
    }
}
