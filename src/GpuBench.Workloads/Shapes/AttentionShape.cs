using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Shapes;

/// <summary>Q, O are (B,H,T,D); K, V are (B,Hkv,S,D), row-major. Causal masks are aligned at the bottom right.</summary>
public readonly record struct AttentionShape(int B, int H, int Hkv, int T, int S, int D, bool Causal)
{
    /// <summary>
    /// Attention of at most this many queries of a sequence is decoding. Chosen: a few, as in speculative decoding; the shortest prompts
    /// of suites have 64.
    /// </summary>
    private const int MaxDecodeQueries = 16;

    public static AttentionShape From(Point point) => new(
        point.Int("b"), point.Int("h"), point.Int("hkv"), point.Int("t"), point.Int("s"), point.Int("d"),
        point.Word("mask") == "causal");

    /// <summary>Query rows of all batches and heads.</summary>
    public int RowCount => B * H * T;

    /// <summary>Whether a few new queries meet a longer cache.</summary>
    public bool IsDecoding => AreDecoding(T, S);

    /// <summary>As <see cref="IsDecoding"/>, for the queries and keys of a published task.</summary>
    public static bool AreDecoding(double queries, double keys) => queries <= MaxDecodeQueries && keys > queries;

    /// <summary>Query t sees the keys 0 … t+S-T.</summary>
    public int KeysSeenBy(int t) => Causal ? t + 1 + S - T : S;

    /// <summary>Query-key pairs of one head that the mask lets through.</summary>
    public double PairCount => Causal ? ((double)T * (S - T)) + ((double)T * (T + 1) / 2) : (double)T * S;

    public Point ToPoint() => new()
    {
        { "b", B }, { "h", H }, { "hkv", Hkv }, { "t", T }, { "s", S }, { "d", D }, { "mask", Causal ? "causal" : "full" },
    };
}
