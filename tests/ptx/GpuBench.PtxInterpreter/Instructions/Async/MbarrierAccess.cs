using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions.Async;

/// <summary>Finds mbarriers by address and checks their use.</summary>
internal static class MbarrierAccess
{
    /// <returns><see langword="null"/> if there is none. This has then been reported.</returns>
    public static Mbarrier? Find(Warp warp, Instruction instruction, int lane, ulong address)
    {
        var (owner, local) = Locate(warp, address);
        return Find(warp, instruction, lane, owner, local);
    }

    /// <inheritdoc cref="Find(Warp, Instruction, int, ulong)"/>
    public static Mbarrier? Find(Warp warp, Instruction instruction, int lane, Block owner, ulong address)
    {
        if (!owner.Mbarriers.TryGetValue((uint)address, out var barrier))
        {
            warp.Report(ReportKind.BadOperand, instruction, lane, $"no mbarrier has been initialised at shared address {address}");
            return null;
        }

        if (barrier.InitActor != warp.Actor && !warp.Clock.Knows(barrier.InitActor, barrier.InitTick))
            warp.Report(
                ReportKind.SharedRace, instruction, lane,
                $"the mbarrier at {address} is used before its init "
                + $"by {warp.Block.Cluster.NameOf(barrier.InitActor, ShadowCell.SeveralLanes)} is visible");
        return barrier;
    }

    /// <summary>The same as Find, for a copy. The init must be visible to the asynchronous proxy.</summary>
    public static Mbarrier? FindForCopy(Warp warp, Instruction instruction, int lane, Block owner, ulong address)
    {
        var barrier = Find(warp, instruction, lane, owner, address);
        if (barrier is not null && warp.Checks && !AsyncProxy.Sees(warp, barrier.InitActor, barrier.InitTick))
            warp.Report(
                ReportKind.ProxyFence, instruction, lane, $"no proxy fence between the init of the mbarrier at {address} and this copy");
        return barrier;
    }

    /// <summary>The block and the address in its shared memory, from a shared or generic address.</summary>
    public static (Block Owner, ulong Address) Locate(Warp warp, ulong address) =>
        warp.ResolveShared(address >= AddressWindows.Shared ? address - AddressWindows.Shared : address);
}
