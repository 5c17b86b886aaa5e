namespace GpuBench.PtxInterpreter.Checks;

[Flags]
internal enum ShadowState : byte
{
    None = 0,
    Written = 1,

    /// <summary>An asynchronous copy will write the cell.</summary>
    InFlight = 2,

    /// <summary>Last written by an atomic operation.</summary>
    Atomic = 4,

    /// <summary>The cell is between two variables.</summary>
    Gap = 8,
}
