using System.Numerics;
using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions.Async;

/// <summary>
/// The target of a bulk copy to shared memory and the mbarrier that it signals. They are in one block, or at the same
/// addresses in all blocks of a mask.
/// </summary>
internal sealed unsafe class BulkTarget(MemoryOperand address, MemoryOperand barrier, Register mask)
{
    /// <summary>Required alignment, in bytes, of addresses and sizes of copies without a tensor.</summary>
    public const int LinearAlignment = 16;

    /// <param name="address">Address of the target in its block's shared memory.</param>
    public delegate void Fill(uint address, Span<byte> target);

    public static bool CheckSize(Warp warp, Instruction instruction, int lane, ulong address, int byteCount)
    {
        if (byteCount > 0 && byteCount % LinearAlignment == 0 && address % LinearAlignment == 0)
            return true;
        warp.Report(
            ReportKind.Misaligned, instruction, lane,
            $"bulk copy of {byteCount} bytes at address 0x{address:x}, not multiples of {LinearAlignment}");
        return false;
    }

    /// <summary>Queues the copy. The target counts as in flight from now on.</summary>
    /// <param name="fill">Writes the bytes of one block's target when the copy is executed.</param>
    public void Issue(Warp warp, Instruction instruction, int lane, int byteCount, int alignment, Fill fill)
    {
        var (owner, local) = MbarrierAccess.Locate(warp, warp.AddressOf(address, lane));
        var (barrierOwner, barrierLocal) = MbarrierAccess.Locate(warp, warp.AddressOf(barrier, lane));
        if (local % (ulong)alignment != 0)
        {
            warp.Report(ReportKind.Misaligned, instruction, lane, $"shared address {local} must be a multiple of {alignment}");
            return;
        }

        if (warp.Profiles)
        {
            warp.Tally(instruction).Requests++;
            warp.Tally(instruction).Bytes += byteCount;
        }

        if (!mask.Exists)
        {
            IssueOne(warp, instruction, lane, owner, (uint)local, barrierOwner, barrierLocal, byteCount, fill);
            return;
        }

        var blocks = warp.Block.Cluster.Blocks;
        for (var ranks = (uint)warp.Read(mask, lane) & 0xffff; ranks != 0; ranks &= ranks - 1)
        {
            var rank = BitOperations.TrailingZeroCount(ranks);
            if (rank < blocks.Count)
                IssueOne(warp, instruction, lane, blocks[rank], (uint)local, blocks[rank], barrierLocal, byteCount, fill);
            else
                warp.Report(ReportKind.BadOperand, instruction, lane, $"multicast to block rank {rank}; the cluster has {blocks.Count}");
        }
    }

    private static void IssueOne(
        Warp warp, Instruction instruction, int lane, Block owner, uint address, Block barrierOwner, ulong barrierAddress,
        int byteCount, Fill fill)
    {
        if (!warp.CheckSharedRange(instruction, lane, owner, address, byteCount)
            || MbarrierAccess.FindForCopy(warp, instruction, lane, barrierOwner, barrierAddress) is not { } mbarrier)
            return;

        var cluster = warp.Block.Cluster;
        var shadow = owner.Shared.Shadow;
        var tick = cluster.NextCopyTick();
        shadow.WriteNumber++;
        if (warp.Checks)
            shadow.OnWrite(warp, instruction, lane, address, byteCount, ShadowState.InFlight, cluster.CopyActor, tick);
        cluster.Enqueue(() =>
        {
            fill(address, new(owner.Shared.Bytes + address, byteCount));
            if (warp.Checks)
                shadow.OnLanded(address, byteCount);
            mbarrier.Arriving.Learn(cluster.CopyActor, tick);
            mbarrier.CompleteBytes(byteCount);
        });
    }
}
