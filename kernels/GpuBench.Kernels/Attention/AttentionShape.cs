namespace GpuBench.Kernels.Attention;

/// <summary>O = softmax(Q·Kᵀ / √D)·V for each batch and head. Q and O are (B,H,T,D), K and V are (B,Hkv,S,D), row-major; query head h uses key head h / (H / Hkv).</summary>
/// <remarks>
/// 4·B·H·T·S·D FLOP in full. Causal is aligned bottom-right: query t sees the keys 0 .. t + S - T; a query that sees none yields zeros.
/// At least (2·B·H·T·D + 2·B·Hkv·S·D)·sizeof(element) bytes.
/// </remarks>
public readonly record struct AttentionShape(int B, int H, int Hkv, int T, int S, int D, bool Causal);
