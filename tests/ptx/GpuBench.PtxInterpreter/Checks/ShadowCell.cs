namespace GpuBench.PtxInterpreter.Checks;

/// <summary>The state of one cell of shared memory: its last write, and the reads since that write.</summary>
internal struct ShadowCell
{
    /// <summary>The value of a lane field if several lanes of the warp have read the cell.</summary>
    public const byte SeveralLanes = 255;

    public ShadowState State;
    public byte WriterLane;
    public byte ReaderLane;
    public short Writer;
    public short Reader;

    /// <summary>The writer's tick. 0 before the first write.</summary>
    public int WriteTick;
    public int WriteLine;

    /// <summary>The only reader's tick. 0 before the first read since the last write.</summary>
    public int ReadTick;
    public int ReadLine;

    /// <summary>The last tick of each reader. Null until there are two readers without an order.</summary>
    public int[]? Readers;

    /// <summary>Number of the last store in the block. It distinguishes lanes of one store from lanes of two stores.</summary>
    public long WriteNumber;
}
