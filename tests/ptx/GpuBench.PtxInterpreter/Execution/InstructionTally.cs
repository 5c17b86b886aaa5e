namespace GpuBench.PtxInterpreter.Execution;

/// <summary>Counts of one instruction. See <see cref="InstructionCounters"/>.</summary>
internal struct InstructionTally
{
    public long Warps;
    public long Threads;
    public long Requests;
    public long Sectors;
    public long SharedPasses;
    public long BankConflicts;
    public long Bytes;

    public void Add(in InstructionTally other)
    {
        Warps += other.Warps;
        Threads += other.Threads;
        Requests += other.Requests;
        Sectors += other.Sectors;
        SharedPasses += other.SharedPasses;
        BankConflicts += other.BankConflicts;
        Bytes += other.Bytes;
    }
}
