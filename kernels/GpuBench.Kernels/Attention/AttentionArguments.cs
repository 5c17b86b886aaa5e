using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Attention;

/// <summary>An <see cref="AttentionShape"/> as the device functions take it.</summary>
/// <param name="BatchHeads">B·H.</param>
/// <param name="HeadsPerKeyHead">H / Hkv. As H is a multiple of it, batch and head need not be told apart to find the key head.</param>
/// <param name="FirstVisibleKeys">How many keys query 0 sees before it is held to 0 .. S, each further query seeing one more: S - T + 1 if causal, S if all see all.</param>
/// <param name="Log2Scale">log2(e) / √D: scores times this are exponents of two.</param>
public readonly record struct AttentionArguments(int BatchHeads, int HeadsPerKeyHead, int T, int S, int D, int FirstVisibleKeys, float Log2Scale)
{
    public static AttentionArguments Of(AttentionShape shape) => new(
        shape.B * shape.H, shape.H / shape.Hkv, shape.T, shape.S, shape.D, shape.Causal ? shape.S - shape.T + 1 : shape.S, (float)(Math.Log2(Math.E) / Math.Sqrt(shape.D)));

    /// <summary>How many keys, from the first on, query <paramref name="t"/> sees: 0 .. S.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int VisibleKeys(int t) => IntrinsicMath.Min(S, IntrinsicMath.Max(0, t + FirstVisibleKeys));
}
