using System.Numerics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions.Async;

/// <summary>PTX ISA, "cp.async.bulk": contiguous bytes, to and from shared memory.</summary>
internal static class BulkCopies
{
    public static void Decode(DecodingContext context)
    {
        if (context.Has("commit_group"))
            context.Emit(new Commit(), InstructionClass.AsyncCopy);
        else if (context.Has("wait_group"))
            context.Emit(new Wait((int)context.Constant(0)), InstructionClass.AsyncCopy);
        else if (context.Has("prefetch"))
            context.Emit(new NoOperation(), InstructionClass.AsyncCopy);
        else if (context.Has("tensor"))
            TensorCopies.Decode(context);
        else
            DecodeCopy(context);
    }

    /// <summary>Whether the data go to shared memory. Its state space is then the first one among the modifiers.</summary>
    public static bool IsLoad(DecodingContext context) =>
        context.Statement.Modifiers.First(modifier => DecodingContext.SpaceOf(modifier) is not null) != "global";

    /// <summary>The optional mask of blocks, one of the last operands. A cache policy may follow it.</summary>
    public static Register ReadMulticast(DecodingContext context, int index) =>
        context.Has("multicast::cluster") ? context.Read(index, sizeof(uint)) : Register.None;

    /// <summary>[target], [source], bytes [, [mbarrier]] [, mask].</summary>
    private static void DecodeCopy(DecodingContext context)
    {
        if (context.Statement.Modifiers.Count(modifier => DecodingContext.SpaceOf(modifier) is not null) != 2)
            throw context.Unsupported();

        var bytes = context.Read(2, sizeof(uint));
        if (!IsLoad(context))
        {
            var store = new BulkStore(context.Address(1, StateSpace.Shared), context.Address(0, StateSpace.Global), bytes);
            context.Emit(store, InstructionClass.AsyncCopy);
            return;
        }

        var sourceSpace = context.Has("global") ? StateSpace.Global : StateSpace.Shared;
        var target = new BulkTarget(
            context.Address(0, StateSpace.Shared), context.Address(3, StateSpace.Shared), ReadMulticast(context, 4));
        context.Emit(new BulkLoad(target, context.Address(1, sourceSpace), bytes), InstructionClass.AsyncCopy);
    }

    private sealed class Commit : Instruction
    {
        public override void Execute(Warp warp, uint lanes) => warp.BulkStores.Commit();
    }

    private sealed class Wait(int groupsLeft) : Instruction
    {
        public override void Execute(Warp warp, uint lanes) => warp.BulkStores.Wait(groupsLeft);
    }

    private sealed unsafe class BulkLoad(BulkTarget target, MemoryOperand source, Register bytes) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                var count = (int)warp.Read(bytes, lane);
                var from = warp.AddressOf(source, lane);
                if (!BulkTarget.CheckSize(warp, this, lane, from, count))
                    continue;

                var pointer = source.Space == StateSpace.Global
                    ? warp.AccessGlobal(this, lane, from, count, MemoryAccess.Read)
                    : ReadShared(warp, lane, from, count);
                if (pointer != null)
                    target.Issue(
                        warp, this, lane, count, BulkTarget.LinearAlignment, (_, to) => new ReadOnlySpan<byte>(pointer, count).CopyTo(to));
            }
        }

        private byte* ReadShared(Warp warp, int lane, ulong address, int count)
        {
            if (!warp.CheckSharedRange(this, lane, warp.Block, address, count))
                return null;
            if (warp.Checks)
                AsyncProxy.OnRead(warp, this, lane, warp.Block, (uint)address, count);
            return warp.Block.Shared.Bytes + address;
        }
    }

    private sealed unsafe class BulkStore(MemoryOperand source, MemoryOperand target, Register bytes) : Instruction
    {
        public override void Execute(Warp warp, uint lanes)
        {
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                var count = (int)warp.Read(bytes, lane);
                var from = warp.AddressOf(source, lane);
                var to = warp.AddressOf(target, lane);
                if (!BulkTarget.CheckSize(warp, this, lane, to, count) || !BulkTarget.CheckSize(warp, this, lane, from, count)
                    || !warp.CheckSharedRange(this, lane, warp.Block, from, count))
                    continue;

                var pointer = warp.AccessGlobal(this, lane, to, count, MemoryAccess.Write);
                if (pointer == null)
                    continue;
                var shared = warp.Block.Shared;
                warp.BulkStores.Enqueue(
                    warp, this, lane, (uint)from, count, () => Buffer.MemoryCopy(shared.Bytes + from, pointer, count, count));
            }
        }
    }
}
