using GpuBench.PtxInterpreter.Checks;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>
/// PTX ISA, "mbarrier": a phase ends when all arrivals that it expects have come and all bytes that it expects have been
/// copied. The object's 64 bits in shared memory are opaque and not used.
/// </summary>
internal sealed class Mbarrier(Block owner, int count, int initActor, int initTick)
{
    private int _count = count;

    /// <summary>Of the warp that initialised it.</summary>
    public int InitActor => initActor;

    public int InitTick => initTick;

    /// <summary>Arrivals that the phase still expects.</summary>
    public int Pending { get; set; } = count;

    /// <summary>Bytes that the phase still expects; below 0 when copies were faster than their announcement.</summary>
    public long PendingBytes { get; private set; }

    /// <summary>Phases that have ended.</summary>
    public long Phase { get; private set; }

    /// <summary>What is known to those who arrive in this phase.</summary>
    public VectorClock Arriving { get; } = new(owner.Cluster.ActorCount);

    /// <summary>What those know who have seen the last phase end.</summary>
    public VectorClock Released { get; } = new(owner.Cluster.ActorCount);

    public void ExpectBytes(long bytes)
    {
        PendingBytes += bytes;
        EndPhaseWhenComplete();
    }

    public void CompleteBytes(long bytes) => ExpectBytes(-bytes);

    /// <returns>Whether the phase expected as many arrivals.</returns>
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
