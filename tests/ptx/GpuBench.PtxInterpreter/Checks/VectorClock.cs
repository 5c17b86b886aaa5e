namespace GpuBench.PtxInterpreter.Checks;

/// <summary>
/// The clock of one actor. For each actor, it holds the last tick that happened before the owner's next step. The actors are the
/// warps of a cluster, and one more actor for the asynchronous copies.
/// </summary>
internal readonly struct VectorClock(int actors)
{
    private readonly int[] _ticks = new int[actors];

    public int this[int actor] => _ticks[actor];

    /// <summary>Whether the actor's step at this tick happened before the owner's next step.</summary>
    public bool Knows(int actor, int tick) => _ticks[actor] >= tick;

    /// <summary>Records that one step of an actor, and the steps before it, happened before the owner's next step.</summary>
    public void Learn(int actor, int tick) => _ticks[actor] = Math.Max(_ticks[actor], tick);

    public void Join(VectorClock other)
    {
        for (var actor = 0; actor < _ticks.Length; actor++)
            _ticks[actor] = Math.Max(_ticks[actor], other._ticks[actor]);
    }

    /// <summary>Starts the actor's next steps. A clock that has already joined this clock does not include them.</summary>
    public void Tick(int actor) => _ticks[actor]++;

    public void Clear() => Array.Clear(_ticks);
}
