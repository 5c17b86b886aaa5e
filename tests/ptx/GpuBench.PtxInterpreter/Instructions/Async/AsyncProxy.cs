using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions.Async;

/// <summary>PTX ISA, "Proxies": generic writes are visible to asynchronous copies and wgmma only after a proxy fence.</summary>
internal static class AsyncProxy
{
    /// <summary>Whether the reading or the writing warp has executed a fence after the write.</summary>
    public static bool Sees(Warp warp, int writer, int tick)
    {
        var cluster = warp.Block.Cluster;
        return writer == cluster.CopyActor || tick == 0 || warp.ProxyClock.Knows(writer, tick)
            || cluster.Warps[writer].ProxyClock.Knows(writer, tick);
    }

    /// <summary>Records an asynchronous read of a block's shared memory. Call it only if checks are on.</summary>
    public static void OnRead(Warp warp, Instruction instruction, int lane, Block owner, uint address, int byteCount)
    {
        var shadow = owner.Shared.Shadow;
        shadow.OnRead(warp, instruction, lane, address, byteCount);
        foreach (ref readonly var cell in shadow.Range(address, byteCount))
        {
            if (Sees(warp, cell.Writer, cell.WriteTick))
                continue;
            warp.Report(
                ReportKind.ProxyFence, instruction, lane,
                $"shared memory near address {address} was written at PTX line {cell.WriteLine} without a proxy fence behind it");
            return;
        }
    }

    /// <summary>Checks at the end of an asynchronous read that no write to the range has occurred since its issue.</summary>
    /// <param name="issuedAt">The shadow's <see cref="SharedShadow.WriteNumber"/> when the read was issued.</param>
    public static void CheckUnchanged(Warp warp, Instruction instruction, int lane, Block owner, uint address, int byteCount, long issuedAt)
    {
        foreach (ref readonly var cell in owner.Shared.Shadow.Range(address, byteCount))
        {
            if (cell.WriteNumber <= issuedAt)
                continue;
            warp.Report(
                ReportKind.AsyncOverwrite, instruction, lane,
                $"shared memory near address {address} was overwritten at PTX line {cell.WriteLine} while it was being read");
            return;
        }
    }
}
