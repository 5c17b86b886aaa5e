namespace GpuBench.Torch.Host;

/// <summary>
/// The two matrix products of attention, with the operands of one thread: some rows of queries, and a block of keys and values.
/// Scores have a distance of <see cref="HostBlock.MaxKeys"/> between rows.
/// </summary>
internal unsafe interface IHostProducts<T, TSelf> where T : unmanaged where TSelf : unmanaged, IHostProducts<T, TSelf>
{
    /// <summary>Rows of one product, at most.</summary>
    static abstract int MaxRows { get; }

    /// <summary>The number of rows must be a multiple of it; it is a multiple of four.</summary>
    static abstract int RowMultiple { get; }

    /// <summary>Floats of scratch space for the operands.</summary>
    static abstract long Length(int rows, int size);

    /// <param name="memory">On a boundary of 64 bytes.</param>
    static abstract TSelf Create(float* memory, int rows, int size);

    void SetQuery(int row, float* query);

    void ClearQueries(int row, int count);

    /// <param name="count">Keys of the block. Products may read operands of further keys: they must be finite.</param>
    void ReadBlock(T* keys, T* values, int count);

    /// <summary>Scores that <see cref="Score"/> writes for four rows: a multiple of 16.</summary>
    int Columns(HostBlock block, int strip);

    /// <summary>scores = queries · keysᵀ.</summary>
    /// <param name="row">The first of the block's rows.</param>
    void Score(int row, HostBlock block, float* scores);

    /// <summary>sums = sums · shrink + shares · values.</summary>
    /// <param name="shares">In place of the scores, which they overwrote; the content is undefined afterwards.</param>
    /// <param name="shrinks">For each row.</param>
    /// <param name="sums">(rows, width); the width is the head size, rounded up to a multiple of 16.</param>
    void Mix(float* shares, HostBlock block, float* shrinks, float* sums);

    /// <summary>Ends the use of the calling thread.</summary>
    void Release();
}

/// <summary>Which keys of a block some rows of queries attend to.</summary>
/// <param name="Rows">Queries at consecutive positions.</param>
/// <param name="Visible">Keys that the first query attends to; each further query, one more.</param>
/// <param name="Present">Keys that are in the block.</param>
internal readonly record struct HostBlock(int Rows, int Visible, int Present)
{
    /// <summary>The keys and values of a block of 64 elements each fit in the first cache.</summary>
    public const int MaxKeys = 64;

    /// <summary>Keys that a query attends to, and all queries before it.</summary>
    public int Keys(int row) => Math.Min(Math.Min(Visible + row, Present), MaxKeys);
}
