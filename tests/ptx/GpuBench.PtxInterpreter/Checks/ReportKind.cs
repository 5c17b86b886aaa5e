namespace GpuBench.PtxInterpreter.Checks;

/// <summary>Kinds of errors in a launch.</summary>
public enum ReportKind
{
    /// <summary>An access outside every buffer, variable or window.</summary>
    OutOfBounds,

    Misaligned,

    /// <summary>A lane reads a register or a guard that it never wrote.</summary>
    UninitializedRegister,

    UninitializedShared,
    UninitializedGlobal,

    /// <summary>Two unordered accesses to shared memory, at least one of them a write.</summary>
    SharedRace,

    /// <summary>Two blocks access the same global memory, and at least one of them writes non-atomically.</summary>
    GlobalRace,

    /// <summary>Two lanes of one store write the same shared memory.</summary>
    WriteConflict,

    /// <summary>Only part of a warp executes a barrier, or warps reach it with different thread counts.</summary>
    BarrierDivergence,

    /// <summary>Not all lanes or warps execute a warp-wide or warpgroup-wide instruction in the same way.</summary>
    WarpDivergence,

    /// <summary>The result of an asynchronous operation is read before the wait for it.</summary>
    AsyncRead,

    /// <summary>Memory or registers of an asynchronous operation are overwritten while it is in flight.</summary>
    AsyncOverwrite,

    /// <summary>An asynchronous operation without a wait for it.</summary>
    AsyncLeak,

    /// <summary>A generic write that the asynchronous proxy reads without a proxy fence in between.</summary>
    ProxyFence,

    /// <summary>No warp of a block can continue.</summary>
    Deadlock,

    /// <summary>An operand outside what the instruction allows.</summary>
    BadOperand,

    /// <summary>The program executed a <c>trap</c>.</summary>
    Trap,
}
