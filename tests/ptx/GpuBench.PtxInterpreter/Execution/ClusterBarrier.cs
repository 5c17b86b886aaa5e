using GpuBench.PtxInterpreter.Checks;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>The barrier of all warps of a cluster. Each warp arrives, then waits (PTX ISA, "barrier.cluster").</summary>
internal sealed class ClusterBarrier(Cluster cluster)
{
    private readonly List<Warp> _waiting = [];
    private readonly HashSet<Warp> _arrived = [];
    private readonly VectorClock _next = new(cluster.ActorCount);
    private readonly VectorClock _released = new(cluster.ActorCount);

    public void Reset()
    {
        _waiting.Clear();
        _arrived.Clear();
        _next.Clear();
        _released.Clear();
    }

    /// <returns>Whether the warp had waited since it last arrived.</returns>
    public bool Arrive(Warp warp, bool releases)
    {
        if (warp.OwesClusterWait)
            return false;

        warp.OwesClusterWait = true;
        _arrived.Add(warp);
        if (releases)
            _next.Join(warp.Clock);
        warp.Clock.Tick(warp.Actor);
        cluster.Progress++;
        Release();
        return true;
    }

    /// <returns>Whether the warp had arrived.</returns>
    public bool Wait(Warp warp)
    {
        if (!warp.OwesClusterWait)
            return false;

        warp.OwesClusterWait = false;
        if (!_arrived.Contains(warp))
        {
            warp.Clock.Join(_released);
            return true;
        }

        warp.State = WarpState.Waiting;
        _waiting.Add(warp);
        return true;
    }

    /// <summary>Opens the barrier if every warp that has not exited has arrived.</summary>
    public void Release()
    {
        if (_arrived.Count == 0 || cluster.Warps.Any(warp => warp.State != WarpState.Done && !_arrived.Contains(warp)))
            return;

        _arrived.Clear();
        _released.Join(_next);
        foreach (var warp in _waiting)
        {
            warp.Clock.Join(_released);
            warp.State = WarpState.Ready;
        }

        _waiting.Clear();
        cluster.Progress++;
    }
}
