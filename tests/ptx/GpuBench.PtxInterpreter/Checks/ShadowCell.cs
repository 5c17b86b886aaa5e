namespace GpuBench.PtxInterpreter.Checks;

/// <summary>What is known of one cell of shared memory: who wrote it last, and who has read it since.</summary>
internal struct ShadowCell
{
    /// <summary>In place of a lane when several lanes of the warp have read the cell.</summary>
    public const byte SeveralLanes = 255;

    public ShadowState State;
    public byte WriterLane;
    public byte ReaderLane;
    public short Writer;
    public short Reader;

    /// <summary>The writer's tick; 0 before the first write.</summary>
    public int WriteTick;
    public int WriteLine;

    /// <summary>The only reader's tick; 0 before the first read since the last write.</summary>
    public int ReadTick;
    public int ReadLine;

    /// <summary>The last tick of each reader, once there are two that nothing orders.</summary>
    public int[]? Readers;

    /// <summary>Which store wrote last, over the whole block: tells lanes of one store from lanes of two.</summary>
    public long WriteNumber;
}
