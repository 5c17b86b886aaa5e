using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The sums of 16 rows and 16 columns: eight registers of each lane of a warp.</summary>
internal struct SliceTile<TOps> : ISliceSums<SliceTile<TOps>>
    where TOps : struct, ISliceOps
{
    public WordQuad Columns0;
    public WordQuad Columns8;

    public static int ElementsPerQuad => TOps.ElementsPerQuad;

    public static int QuadsPerLane => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SliceColumns LoadRight(ArrayView<WordQuad> b, RowsAlongK right, int quad) => SliceColumns.Load<TOps>(b, right, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SliceTile<TOps> AddStep(ArrayView<WordQuad> a, ArrayView<WordQuad> b, RowsAlongK left, SliceColumns right, int quad)
    {
        // A and B end at the same K.
        var pieces = right.Existing<TOps>(left, quad);
        return AddProduct(a, b, left, 0, quad, pieces.Columns0, pieces.Columns8).AddProduct(a, b, left, 0, quad + 4, pieces.Later0, pieces.Later8);
    }

    /// <summary>This plus 64 bytes along K of 16 rows of A, from <paramref name="row"/> on, times as much of what the lane loaded of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SliceTile<TOps> AddProduct(ArrayView<WordQuad> a, ArrayView<WordQuad> b, RowsAlongK left, int row, int quad, WordQuad right0, WordQuad right8)
    {
        var upper = TOps.Existing(TOps.Load(a, left, row, quad), left, quad);
        var lower = TOps.Existing(TOps.Load(a, left, row + 8, quad), left, quad);
        SliceTile<TOps> sum;
        sum.Columns0 = TOps.MultiplyAdd(a, b, Columns0, upper, lower, right0);
        sum.Columns8 = TOps.MultiplyAdd(a, b, Columns8, upper, lower, right8);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Stage(ArrayView<WordQuad> partials, int first)
    {
        partials[first] = Columns0;
        partials[first + 32] = Columns8;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Plus(WordQuad x, WordQuad y) => TOps.Plus(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<uint> c, TilePlace place, int lane, WordQuad sums)
    {
        int row = place.Row + lane / 4, column = place.Column + (lane & 3) * 2;
        if (column >= place.Width)
            return;
        var pair = ((place.Batch * place.Height + row) * place.Width + column) / 2;
        if (row < place.Height)
            TOps.StorePair(c, pair * TOps.WordsPerPair, sums.X, sums.Y);
        if (row + 8 < place.Height)
            TOps.StorePair(c, (pair + 4 * place.Width) * TOps.WordsPerPair, sums.Z, sums.W);
    }
}
