using System.Numerics;
using GpuBench.PtxInterpreter.Checks;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>
/// The cp.async of one warp. A copy runs only at the wait for it, which is the latest moment that is allowed. So a missing wait also
/// changes the results.
/// </summary>
internal sealed class AsyncCopyQueue(Warp warp)
{
    private readonly List<AsyncCopy> _pending = [];
    private readonly int[] _committedGroups = new int[Warp.Lanes];

    public void Reset()
    {
        _pending.Clear();
        Array.Clear(_committedGroups);
    }

    public int GroupOf(int lane) => _committedGroups[lane];

    public void Add(AsyncCopy copy) => _pending.Add(copy);

    public void Commit(uint lanes)
    {
        for (; lanes != 0; lanes &= lanes - 1)
            _committedGroups[BitOperations.TrailingZeroCount(lanes)]++;
    }

    /// <summary>Runs the copies of these lanes, except those of each lane's newest groups.</summary>
    public void Wait(uint lanes, int groupsLeft) =>
        CarryOut(copy => IsOf(copy, lanes) && copy.Group < _committedGroups[copy.Lane] - groupsLeft);

    /// <summary>Runs all copies of these lanes, committed or not.</summary>
    public void WaitAll(uint lanes) => CarryOut(copy => IsOf(copy, lanes));

    /// <summary>Removes the copies of one lane, because an mbarrier will track them.</summary>
    public IReadOnlyList<AsyncCopy> Take(int lane)
    {
        var taken = _pending.Where(copy => copy.Lane == lane).ToList();
        _pending.RemoveAll(copy => copy.Lane == lane);
        return taken;
    }

    /// <summary>Runs one copy. The warp counts as the writer of its bytes, at the given tick.</summary>
    public unsafe void Land(AsyncCopy copy, int tick)
    {
        var shared = warp.Block.Shared;
        var target = new Span<byte>(shared.Bytes + copy.Target, copy.TargetBytes);
        target.Clear();
        if (copy.SourceBytes > 0)
            new ReadOnlySpan<byte>((void*)copy.Source, copy.SourceBytes).CopyTo(target);
        if (!warp.Checks)
            return;

        shared.Shadow.OnLanded(copy.Target, copy.TargetBytes);
        foreach (ref var cell in shared.Shadow.Range(copy.Target, copy.TargetBytes))
        {
            cell.Writer = (short)warp.Actor;
            cell.WriterLane = (byte)copy.Lane;
            cell.WriteTick = tick;
        }
    }

    /// <summary>Handles the exit of the warp.</summary>
    public void Finish()
    {
        if (_pending.Count == 0)
            return;
        warp.Report(
            ReportKind.AsyncLeak, _pending[0].Instruction, _pending[0].Lane,
            $"{_pending.Count} copies were never waited for when the warp exited");
        CarryOut(_ => true);
    }

    private static bool IsOf(AsyncCopy copy, uint lanes) => ((lanes >> copy.Lane) & 1) != 0;

    private void CarryOut(Predicate<AsyncCopy> isDue)
    {
        var kept = 0;
        for (var index = 0; index < _pending.Count; index++)
        {
            if (isDue(_pending[index]))
                Land(_pending[index], warp.Clock[warp.Actor]);
            else
                _pending[kept++] = _pending[index];
        }

        _pending.RemoveRange(kept, _pending.Count - kept);
    }
}
