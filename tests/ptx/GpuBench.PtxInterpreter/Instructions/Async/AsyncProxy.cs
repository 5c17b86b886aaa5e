using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions.Async;

/// <summary>PTX ISA, "Proxies": asynchronous copies and wgmma see generic writes only behind a proxy fence.</summary>
internal static class AsyncProxy
{
    /// <summary>Whether a fence of the reading or of the writing warp lies behind the write.</summary>
    public static bool Sees(Warp warp, int writer, int tick)
    {
        var cluster = warp.Block.Cluster;
        return writer == cluster.CopyActor || tick == 0 || warp.ProxyClock.Knows(writer, tick)
            || cluster.Warps[writer].ProxyClock.Knows(writer, tick);
    }

    /// <summary>Notes an asynchronous read of a block's shared memory; call it only while checks run.</summary>
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

    /// <summary>An asynchronous read is done: nobody may have written the range since it was issued.</summary>
    /// <param name="issuedAt">The shadow's <see cref="SharedShadow.WriteNumber"/> at that time.</param>
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
