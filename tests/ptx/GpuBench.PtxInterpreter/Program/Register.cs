namespace GpuBench.PtxInterpreter.Program;

/// <summary>Where a register's 32 lanes are stored.</summary>
/// <param name="Offset">Offset in bytes in a warp's register file. For a predicate, its number.</param>
/// <param name="LaneBytes">4 or 8. 0 for a predicate, whose lanes are the bits of one word.</param>
/// <param name="Id">Number for the record of written lanes. Negative for a register that always contains a value.</param>
internal readonly record struct Register(int Offset, int LaneBytes, int Id)
{
    /// <summary>Represents a missing operand.</summary>
    public static readonly Register None = new(-1, -1, -1);

    public bool Exists => LaneBytes >= 0;

    public bool IsPredicate => LaneBytes == 0;
}
