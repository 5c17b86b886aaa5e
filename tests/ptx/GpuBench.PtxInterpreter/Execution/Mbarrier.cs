using GpuBench.PtxInterpreter.Checks;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>
/// An mbarrier (PTX ISA, "mbarrier"). A phase ends after all expected arrivals have occurred and all expected bytes are
/// copied. The object's 64 bits in shared memory are opaque and not used.
/// </summary>
internal sealed class Mbarrier(Block owner, int count, int initActor, int initTick)
{
    private int _count = count;

    /// <summary>The actor of the warp that initialised the mbarrier.</summary>
    public int InitActor => initActor;

    public int InitTick => initTick;

    /// <summary>Arrivals that the phase still expects.</summary>
    public int Pending { get; set; } = count;

    /// <summary>Bytes that the phase still expects. Below 0 if copies complete before their bytes are announced.</summary>
    public long PendingBytes { get; private set; }

    /// <summary>Phases that have ended.</summary>
    public long Phase { get; private set; }

    /// <summary>The joined clocks of the arrivals.</summary>
    public VectorClock Arriving { get; } = new(owner.Cluster.ActorCount);

    /// <summary>The clock that a warp joins after it observes the end of the last phase.</summary>
    public VectorClock Released { get; } = new(owner.Cluster.ActorCount);

    public void ExpectBytes(long bytes)
    {
        PendingBytes += bytes;
        EndPhaseWhenComplete();
    }

    public void CompleteBytes(long bytes) => ExpectBytes(-bytes);

    /// <returns>Whether the phase expected this number of arrivals or more.</returns>
    public bool Arrive(int arrivals, bool leaves = false)
    {
        var isExpected = arrivals <= Pending;
        Pending = Math.Max(0, Pending - arrivals);
        if (leaves)
            _count -= arrivals;
        EndPhaseWhenComplete();
        return isExpected;
    }

    private void EndPhaseWhenComplete()
    {
        if (Pending != 0 || PendingBytes != 0)
            return;

        Phase++;
        Pending = _count;
        Released.Join(Arriving);
        owner.Cluster.Progress++;
    }
}
