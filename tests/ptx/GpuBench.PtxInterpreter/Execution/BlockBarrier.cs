using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>One of a block's 16 named barriers. All lanes of a warp arrive together.</summary>
internal sealed class BlockBarrier(Block block, int number)
{
    private readonly List<Warp> _waiting = [];
    private readonly VectorClock _clock = new(block.Cluster.ActorCount);
    private int _arrived;
    private int _expected;
    private int _sum;

    public void Reset()
    {
        _waiting.Clear();
        _clock.Clear();
        (_arrived, _expected, _sum) = (0, 0, 0);
    }

    /// <param name="threads">Number of threads that must arrive. 0 means all threads of the block.</param>
    /// <param name="value">The warp's value for a reduction, which adds the values of all warps.</param>
    public void Arrive(Warp warp, Instruction instruction, int threads, bool waits, int value)
    {
        if (threads % Warp.Lanes != 0)
            warp.Report(ReportKind.BadOperand, instruction, 0, $"barrier {number} is given {threads} threads, not whole warps");
        var expected = threads / Warp.Lanes;
        if (_arrived > 0 && _expected != expected)
            warp.Report(ReportKind.BarrierDivergence, instruction, 0, $"barrier {number} is given different numbers of threads");

        _expected = expected;
        _arrived++;
        _sum += value;
        _clock.Join(warp.Clock);
        warp.Clock.Tick(warp.Actor);
        block.Cluster.Progress++;
        if (waits)
        {
            _waiting.Add(warp);
            warp.State = WarpState.Waiting;
        }

        Release();
    }

    public void OnWarpExit()
    {
        if (_expected == 0)
            Release();
    }

    private void Release()
    {
        var needed = _expected > 0 ? _expected : block.Warps.Count(warp => warp.State != WarpState.Done);
        if (_arrived == 0 || _arrived < needed)
            return;

        foreach (var warp in _waiting)
        {
            warp.Clock.Join(_clock);
            warp.State = WarpState.Ready;
            warp.PendingReduction?.Deliver(warp, _sum);
            warp.PendingReduction = null;
        }

        block.Cluster.Progress++;
        Reset();
    }
}
