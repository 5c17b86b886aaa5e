namespace GpuBench.PtxInterpreter.Execution;

[Flags]
internal enum MemoryAccess
{
    Read = 0,
    Write = 1,

    /// <summary>An atomic, volatile or ordered access. It is intended to overlap with accesses of other threads.</summary>
    Strong = 2,
}
