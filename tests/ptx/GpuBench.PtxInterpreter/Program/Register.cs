namespace GpuBench.PtxInterpreter.Program;

/// <summary>Where a register's 32 lanes lie.</summary>
/// <param name="Offset">In bytes in a warp's register file; for a predicate its number.</param>
/// <param name="LaneBytes">4 or 8; 0 for a predicate, whose lanes are the bits of one word.</param>
/// <param name="Id">Under which it is known whether the lanes have been written; negative for what always holds a value.</param>
internal readonly record struct Register(int Offset, int LaneBytes, int Id)
{
    /// <summary>Stands for an operand that is not there.</summary>
    public static readonly Register None = new(-1, -1, -1);

    public bool Exists => LaneBytes >= 0;

    public bool IsPredicate => LaneBytes == 0;
}
