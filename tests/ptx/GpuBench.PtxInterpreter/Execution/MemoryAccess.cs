namespace GpuBench.PtxInterpreter.Execution;

[Flags]
internal enum MemoryAccess
{
    Read = 0,
    Write = 1,

    /// <summary>Atomic, volatile or ordered: meant to meet accesses of other threads.</summary>
    Strong = 2,
}
