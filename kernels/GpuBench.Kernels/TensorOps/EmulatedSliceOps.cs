using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The same products by plain arithmetic. A loaded piece is no more than where it lies: the product reads it itself, of all lanes, as <see cref="EmulatedTensorOps{TElement, TRight}"/> does.</summary>
internal readonly struct EmulatedSliceOps<TElement> : ISliceOps
    where TElement : struct, IMatrixElement
{
    private const int LanesOfRow = 4;

    public static int ElementsPerQuad => TElement.ElementsPerQuad;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Load(ArrayView<WordQuad> matrix, RowsAlongK rows, int first, int quad)
    {
        WordQuad piece;
        piece.X = (uint)(rows.First + first);
        piece.Y = (uint)rows.Last;
        piece.Z = (uint)rows.Quads;
        piece.W = (uint)quad;
        return piece;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Existing(WordQuad piece, RowsAlongK rows, int quad) => piece;

    /// <remarks>No call: views of global memory become generic pointers in one, which PoCL does not have.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(ArrayView<WordQuad> a, ArrayView<WordQuad> b, WordQuad c, WordQuad upper, WordQuad lower, WordQuad right)
    {
        int lane = Group.IdxX & 31, row = lane / LanesOfRow, column = (lane & (LanesOfRow - 1)) * 2;
        for (var i = 0; i < LanesOfRow; i++)
        {
            var quadUpper = Quad(a, upper, row, i);
            var quadLower = Quad(a, lower, row, i);
            var first = Quad(b, right, column, i);
            var second = Quad(b, right, column + 1, i);
            c.X = AddProducts(c.X, quadUpper, first);
            c.Y = AddProducts(c.Y, quadUpper, second);
            c.Z = AddProducts(c.Z, quadLower, first);
            c.W = AddProducts(c.W, quadLower, second);
        }

        return c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Plus(WordQuad x, WordQuad y) => MatrixSums.Plus<TElement>(x, y);

    public static int WordsPerPair => TElement.HasHalfResults ? 1 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePair(ArrayView<uint> target, int word, uint first, uint second) =>
        MatrixSums.StorePair<TElement>(target, word, first, second, TElement.Pack(first, second));

    /// <summary>Quad number <paramref name="i"/> of the four that the lanes of a row take.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static WordQuad Quad(ArrayView<WordQuad> matrix, WordQuad piece, int row, int i)
    {
        var rows = new RowsAlongK((int)piece.X, (int)piece.Y, (int)piece.Z);
        var quad = (int)piece.W - (Group.IdxX & (LanesOfRow - 1)) + i;
        return rows.Existing(rows.Load(matrix, row, quad), quad);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint AddProducts(uint sum, WordQuad a, WordQuad b)
    {
        var total = TElement.AddProducts(sum, a.X, b.X);
        total = TElement.AddProducts(total, a.Y, b.Y);
        total = TElement.AddProducts(total, a.Z, b.Z);
        return TElement.AddProducts(total, a.W, b.W);
    }
}
