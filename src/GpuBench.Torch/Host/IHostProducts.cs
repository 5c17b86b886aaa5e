namespace GpuBench.Torch.Host;

/// <summary>
/// The two matrix products of attention: of some rows of queries, and a block of keys and values that all queries of a head share.
/// Scores have a distance of <see cref="HostBlock.MaxKeys"/> between rows.
/// </summary>
/// <typeparam name="T">The storage type of keys and values.</typeparam>
/// <typeparam name="TOperand">The type of queries and shares: fp32, or bf16 as <see cref="ushort"/>.</typeparam>
internal unsafe interface IHostProducts<T, TOperand> where T : unmanaged where TOperand : unmanaged
{
    /// <summary>Rows of one product, at most; it divides <see cref="HostBlock.MaxRows"/>.</summary>
    static abstract int MaxRows { get; }

    /// <summary>The number of rows must be a multiple of it; it is a multiple of four.</summary>
    static abstract int RowMultiple { get; }

    /// <summary>Floats of a packed block: a multiple of 16.</summary>
    static abstract int BlockLength(int size);

    /// <summary>Rearranges a block of keys and values for the products.</summary>
    /// <param name="count">Keys of the block. Products may read operands of further keys: they must be finite.</param>
    /// <param name="block">On a boundary of 64 bytes.</param>
    static abstract void Pack(T* keys, T* values, int count, int size, float* block);

    /// <summary>Scores that <see cref="Score"/> writes for four rows: a multiple of 16.</summary>
    static abstract int Columns(HostBlock shape, int strip);

    /// <summary>scores = queries · keysᵀ.</summary>
    /// <param name="queries">(rows, D).</param>
    /// <param name="block">As <see cref="Pack"/> writes it.</param>
    static abstract void Score(TOperand* queries, HostBlock shape, int size, float* block, float* scores);

    /// <summary>sums = sums · shrink + shares · values; or only the product.</summary>
    /// <param name="shares">In place of the scores. Each row begins where its scores began.</param>
    /// <param name="shrinks">For each row; null: there are no earlier sums.</param>
    /// <param name="sums">(rows, width); the width is the head size, rounded up to a multiple of 16.</param>
    static abstract void Mix(float* shares, HostBlock shape, int size, float* block, float* shrinks, float* sums);

    /// <summary>Ends the use of the calling thread.</summary>
    static abstract void Release();
}

/// <summary>Which keys of a block some rows of queries attend to.</summary>
/// <param name="Rows">Queries at consecutive positions.</param>
/// <param name="Visible">Keys that the first query attends to; each further query, one more.</param>
/// <param name="Present">Keys that are in the block.</param>
internal readonly record struct HostBlock(int Rows, int Visible, int Present)
{
    /// <summary>The keys and values of a block of 64 elements each fit in the first cache.</summary>
    public const int MaxKeys = 64;

    /// <summary>The queries of a head that are computed together. Their sums stay in the first cache.</summary>
    public const int MaxRows = 32;

    /// <summary>Keys that a query attends to, and all queries before it.</summary>
    public int Keys(int row) => Math.Min(Math.Min(Visible + row, Present), MaxKeys);
}
