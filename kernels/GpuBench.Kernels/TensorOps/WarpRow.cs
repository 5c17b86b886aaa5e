using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The sums of 16 rows and 64 columns of C, eight columns a field: 32 registers of each lane of a warp.</summary>
public struct WarpRow
{
    public WordQuad Columns0;
    public WordQuad Columns8;
    public WordQuad Columns16;
    public WordQuad Columns24;
    public WordQuad Columns32;
    public WordQuad Columns40;
    public WordQuad Columns48;
    public WordQuad Columns56;

    /// <summary>This plus 16 rows of A times 64 columns of B: eight matrix instructions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly WarpRow AddProduct<TOps>(ArrayView<WordQuad> shared, WordQuad a, WordQuad b0, WordQuad b16, WordQuad b32, WordQuad b48)
        where TOps : struct, ITensorOps
    {
        WarpRow sum;
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

    /// <summary>Writes results to shared memory, as rows of 64 elements.</summary>
    /// <param name="word">Of the lane's first pair; rows are <paramref name="pitch"/> words apart.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly void Stage<TOps>(ArrayView<uint> shared, int word, int pitch)
        where TOps : struct, ITensorOps
    {
        var pairs = TOps.WordsPerPair;
        Stage<TOps>(shared, word, pitch, Columns0);
        Stage<TOps>(shared, word + 4 * pairs, pitch, Columns8);
        Stage<TOps>(shared, word + 8 * pairs, pitch, Columns16);
        Stage<TOps>(shared, word + 12 * pairs, pitch, Columns24);
        Stage<TOps>(shared, word + 16 * pairs, pitch, Columns32);
        Stage<TOps>(shared, word + 20 * pairs, pitch, Columns40);
        Stage<TOps>(shared, word + 24 * pairs, pitch, Columns48);
        Stage<TOps>(shared, word + 28 * pairs, pitch, Columns56);
    }

    /// <summary>Two neighbours of a row, and two of the row eight below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Stage<TOps>(ArrayView<uint> shared, int word, int pitch, WordQuad sums)
        where TOps : struct, ITensorOps
    {
        TOps.StorePair(shared, word, sums.X, sums.Y);
        TOps.StorePair(shared, word + 8 * pitch, sums.Z, sums.W);
    }
}
