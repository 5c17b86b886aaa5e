namespace GpuBench.Torch.Host;

/// <summary>The operands of the attention of one layer, in host memory.</summary>
/// <typeparam name="T">The storage type: fp32, or bf16 as <see cref="ushort"/>.</typeparam>
internal unsafe struct HostAttentionCall<T> where T : unmanaged
{
    /// <summary>(B·S, (H + 2·Hkv)·D): queries, keys, values of the new positions.</summary>
    public T* Projected;

    /// <summary>(B, 2·Hkv, capacity, D): keys, then values. The call writes the new positions and reads no later ones.</summary>
    public T* Cache;

    /// <summary>(B·S, H·D).</summary>
    public T* Result;

    /// <summary>(H + Hkv, D): gains of the norms of queries and keys; null: no norms.</summary>
    public float* HeadGains;

    /// <summary>Cosine and sine for each pair of elements that rotates: (positions from 0 on, R/2, 2).</summary>
    public float* Rotations;

    public int Batch;

    /// <summary>Positions already in the cache.</summary>
    public int Start;

    /// <summary>S: new positions of each sequence.</summary>
    public int Count;

    public int Capacity;

    /// <summary>H: a multiple of <see cref="KvHeads"/>.</summary>
    public int QueryHeads;

    /// <summary>Hkv.</summary>
    public int KvHeads;

    /// <summary>D: even.</summary>
    public int HeadSize;

    /// <summary>R: the first elements of each query and key, which rotate; even.</summary>
    public int RotatedSize;

    /// <summary>ε of the norms.</summary>
    public float Epsilon;

    /// <summary>Positions that the last one attends to, itself included.</summary>
    public readonly int Seen => Start + Count;

    /// <summary>Query heads that share a key head.</summary>
    public readonly int Group => QueryHeads / KvHeads;

    /// <summary>Elements of one row of <see cref="Projected"/>.</summary>
    public readonly int RowLength => (QueryHeads + (2 * KvHeads)) * HeadSize;

    /// <summary>1/√D, and a factor for powers of two in place of e.</summary>
    public readonly float ScoreScale => 1.44269504f / MathF.Sqrt(HeadSize);

    /// <summary>A head of a new position.</summary>
    /// <param name="head">Queries, then keys, then values.</param>
    public readonly T* Head(int sequence, int position, int head) =>
        Projected + (((((long)sequence * Count) + position) * RowLength) + ((long)head * HeadSize));

    /// <summary>The first cached position.</summary>
    public readonly T* Keys(int sequence, int kvHead) => Cache + ((((long)sequence * 2 * KvHeads) + kvHead) * Capacity * HeadSize);

    /// <inheritdoc cref="Keys"/>
    public readonly T* Values(int sequence, int kvHead) => Keys(sequence, KvHeads + kvHead);

    public readonly T* ResultHead(int sequence, int position, int head) =>
        Result + (((((long)sequence * Count) + position) * QueryHeads * HeadSize) + ((long)head * HeadSize));
}
