using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The sums of 16 rows and 64 columns of C by matrix units, eight columns a field: 32 registers of each lane of a warp.</summary>
internal struct WarpRow<TOps> : IStagedRows
    where TOps : struct, ITensorOps
{
    public WordQuad Columns0;
    public WordQuad Columns8;
    public WordQuad Columns16;
    public WordQuad Columns24;
    public WordQuad Columns32;
    public WordQuad Columns40;
    public WordQuad Columns48;
    public WordQuad Columns56;

    public static int QuadsPerRow => TOps.WordsPerPair * 8;

    /// <summary>This plus 16 rows of A times 64 columns of B: eight matrix instructions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly WarpRow<TOps> AddProduct(ArrayView<WordQuad> shared, WordQuad a, WordQuad b0, WordQuad b16, WordQuad b32, WordQuad b48)
    {
        WarpRow<TOps> sum;
        sum.Columns0 = TOps.MultiplyAdd(shared, Columns0, a, b0.X, b0.Y);
        sum.Columns8 = TOps.MultiplyAdd(shared, Columns8, a, b0.Z, b0.W);
        sum.Columns16 = TOps.MultiplyAdd(shared, Columns16, a, b16.X, b16.Y);
        sum.Columns24 = TOps.MultiplyAdd(shared, Columns24, a, b16.Z, b16.W);
        sum.Columns32 = TOps.MultiplyAdd(shared, Columns32, a, b32.X, b32.Y);
        sum.Columns40 = TOps.MultiplyAdd(shared, Columns40, a, b32.Z, b32.W);
        sum.Columns48 = TOps.MultiplyAdd(shared, Columns48, a, b48.X, b48.Y);
        sum.Columns56 = TOps.MultiplyAdd(shared, Columns56, a, b48.Z, b48.W);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Stage(ArrayView<WordQuad> shared, int stage, int pitch, int lane)
    {
        var pair = TOps.WordsPerPair;
        var words = shared.Cast<uint>();
        var word = (stage + lane / 4 * pitch) * 4 + (lane & 3) * pair;
        Stage(words, word, pitch, Columns0);
        Stage(words, word + 4 * pair, pitch, Columns8);
        Stage(words, word + 8 * pair, pitch, Columns16);
        Stage(words, word + 12 * pair, pitch, Columns24);
        Stage(words, word + 16 * pair, pitch, Columns32);
        Stage(words, word + 20 * pair, pitch, Columns40);
        Stage(words, word + 24 * pair, pitch, Columns48);
        Stage(words, word + 28 * pair, pitch, Columns56);
    }

    /// <summary>Two neighbours of a row, and two of the row eight below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Stage(ArrayView<uint> words, int word, int pitch, WordQuad sums)
    {
        TOps.StorePair(words, word, sums.X, sums.Y);
        TOps.StorePair(words, word + 8 * 4 * pitch, sums.Z, sums.W);
    }
}
