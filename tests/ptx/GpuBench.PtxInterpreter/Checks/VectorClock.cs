namespace GpuBench.PtxInterpreter.Checks;

/// <summary>
/// What one actor knows of all others: the last of each one's ticks that happened before its own next step. Actors are the
/// warps of a cluster, and one more that stands for the asynchronous copies.
/// </summary>
internal readonly struct VectorClock(int actors)
{
    private readonly int[] _ticks = new int[actors];

    public int this[int actor] => _ticks[actor];

    /// <summary>Whether the actor's step at this tick happened before.</summary>
    public bool Knows(int actor, int tick) => _ticks[actor] >= tick;

    /// <summary>Learns of one step of an actor, and of those before it.</summary>
    public void Learn(int actor, int tick) => _ticks[actor] = Math.Max(_ticks[actor], tick);

    public void Join(VectorClock other)
    {
        for (var actor = 0; actor < _ticks.Length; actor++)
            _ticks[actor] = Math.Max(_ticks[actor], other._ticks[actor]);
    }

    /// <summary>Starts the actor's next stretch of steps, which those who join this clock now do not know.</summary>
    public void Tick(int actor) => _ticks[actor]++;

    public void Clear() => Array.Clear(_ticks);
}
