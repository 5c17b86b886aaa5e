namespace GpuBench.PtxInterpreter.Checks;

/// <summary>What a launch can do wrong.</summary>
public enum ReportKind
{
    /// <summary>An access outside every buffer, variable or window.</summary>
    OutOfBounds,

    Misaligned,

    /// <summary>A register, or a guard, is read by a lane that never wrote it.</summary>
    UninitializedRegister,

    UninitializedShared,
    UninitializedGlobal,

    /// <summary>Two accesses to shared memory, one of them a write, that nothing orders.</summary>
    SharedRace,

    /// <summary>Two blocks access the same global memory, one of them writes, and not atomically.</summary>
    GlobalRace,

    /// <summary>Two lanes of one store write the same shared memory.</summary>
    WriteConflict,

    /// <summary>A barrier that a part of a warp executes, or that warps reach with different thread counts.</summary>
    BarrierDivergence,

    /// <summary>A warp-wide or warpgroup-wide instruction that not all lanes or warps execute alike.</summary>
    WarpDivergence,

    /// <summary>The result of an asynchronous operation is read before it has been waited for.</summary>
    AsyncRead,

    /// <summary>Memory or registers of an asynchronous operation are overwritten while it is in flight.</summary>
    AsyncOverwrite,

    /// <summary>An asynchronous operation that nobody waited for.</summary>
    AsyncLeak,

    /// <summary>A generic write that the asynchronous proxy reads without a proxy fence in between.</summary>
    ProxyFence,

    /// <summary>No warp of a block can go on.</summary>
    Deadlock,

    /// <summary>An operand outside what the instruction allows.</summary>
    BadOperand,

    /// <summary>A <c>trap</c> was executed.</summary>
    Trap,
}
