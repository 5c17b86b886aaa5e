using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Operations of a warp on operands from global memory: tensor cores or plain code. A type argument.</summary>
internal interface ISliceOps
{
    /// <summary>Elements of A or B in 16 bytes.</summary>
    static abstract int ElementsPerQuad { get; }

    /// <summary>Loads the lane's quad of eight rows: lane 4g + t loads from row <paramref name="first"/> + g.</summary>
    /// <param name="quad">The lane's quad; the four lanes of a row take neighbouring quads.</param>
    static abstract WordQuad Load(ArrayView<WordQuad> matrix, RowsAlongK rows, int first, int quad);

    /// <summary>Starts to copy the lane's quad of eight rows to its own place in shared memory: zeros past the end of the row.</summary>
    static abstract void Begin(ArrayView<WordQuad> shared, int place, ArrayView<WordQuad> matrix, RowsAlongK rows, int first, int quad);

    /// <summary>Closes a group of copies.</summary>
    static abstract void Commit();

    /// <summary>Waits for this thread's groups but the last two.</summary>
    static abstract void AwaitOwnButTwo();

    /// <summary>The same, then waits for all threads.</summary>
    static abstract void AwaitAllButTwo();

    /// <summary>Waits for all groups of this thread.</summary>
    static abstract void AwaitOwn();

    /// <summary>Replaces a loaded quad past the end of its row by zeros, before it is multiplied.</summary>
    static abstract WordQuad Existing(WordQuad piece, RowsAlongK rows, int quad);

    /// <summary>
    /// c + a·b for 16 rows and 8 columns, and 64 bytes of each along K. Lane 4g + t holds four sums: row g in columns 2t and 2t+1, and row
    /// g+8 in the same columns.
    /// </summary>
    /// <param name="upper">The lane's quad of the first eight rows of A.</param>
    /// <param name="lower">The lane's quad of the next eight rows.</param>
    /// <param name="columns">The lane's quad of the columns of B, which are rows in memory.</param>
    static abstract WordQuad MultiplyAdd(
        ArrayView<WordQuad> a, ArrayView<WordQuad> b, WordQuad c, WordQuad upper, WordQuad lower, WordQuad columns);

    static abstract WordQuad Plus(WordQuad x, WordQuad y);

    /// <summary>Words of two results: 1 or 2.</summary>
    static abstract int WordsPerPair { get; }

    /// <summary>Converts two sums, neighbours in a row, to results and writes them.</summary>
    static abstract void StorePair(ArrayView<uint> target, int word, uint first, uint second);
}

/// <summary>
/// CUDA's matrix instructions on registers as loaded from memory. An instruction takes two words of each row, four words apart along K.
/// Any two words will do if A and B use the same, so the 16 bytes of a lane serve two instructions without shuffles.
/// </summary>
internal readonly struct CudaSliceOps<TElement> : ISliceOps
    where TElement : struct, IMmaInput
{
    public static int ElementsPerQuad => TElement.ElementsPerQuad;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Load(ArrayView<WordQuad> matrix, RowsAlongK rows, int first, int quad) =>
        rows.Load(matrix, first + (Group.IdxX & 31) / 4, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin(ArrayView<WordQuad> shared, int place, ArrayView<WordQuad> matrix, RowsAlongK rows, int first, int quad) =>
        TensorIntrinsics.CopyQuad(
            SharedAddress.Of(shared, place), ref matrix[rows.Index(first + (Group.IdxX & 31) / 4, quad)],
            16 * TileCopy.Exists(rows.Quads - quad));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Commit() => TensorIntrinsics.Commit();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitOwnButTwo() => TensorIntrinsics.AwaitOwnButTwo();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitAllButTwo() => TensorIntrinsics.AwaitAllButTwo();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitOwn() => TensorIntrinsics.AwaitOwn();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Existing(WordQuad piece, RowsAlongK rows, int quad) => rows.Existing(piece, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(
        ArrayView<WordQuad> a, ArrayView<WordQuad> b, WordQuad c, WordQuad upper, WordQuad lower, WordQuad columns)
    {
        var half = TElement.MultiplyAdd(c, Fragment(upper.X, lower.X, upper.Y, lower.Y), columns.X, columns.Y);
        return TElement.MultiplyAdd(half, Fragment(upper.Z, lower.Z, upper.W, lower.W), columns.Z, columns.W);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Plus(WordQuad x, WordQuad y) => FragmentC.Plus<TElement>(x, y);

    public static int WordsPerPair => TElement.HasHalfResults ? 1 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePair(ArrayView<uint> target, int word, uint first, uint second) =>
        FragmentC.StorePair<TElement>(target, word, first, second, TElement.Convert(first, second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static WordQuad Fragment(uint x, uint y, uint z, uint w)
    {
        WordQuad fragment;
        fragment.X = x;
        fragment.Y = y;
        fragment.Z = z;
        fragment.W = w;
        return fragment;
    }
}

/// <summary>
/// The same products in plain code. A loaded piece is only its address: the product reads the data of all lanes, as
/// <see cref="EmulatedTensorOps{TElement, TTileB}"/> does.
/// </summary>
internal readonly struct EmulatedSliceOps<TElement> : ISliceOps
    where TElement : struct, IMmaInput
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
    public static void Begin(ArrayView<WordQuad> shared, int place, ArrayView<WordQuad> matrix, RowsAlongK rows, int first, int quad) =>
        shared[place] = Load(matrix, rows, first, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Commit()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitOwnButTwo()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitAllButTwo() => Group.Barrier();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitOwn()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Existing(WordQuad piece, RowsAlongK rows, int quad) => piece;

    /// <remarks>Inlined: in a call, views of global memory become generic pointers, which PoCL does not have.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(
        ArrayView<WordQuad> a, ArrayView<WordQuad> b, WordQuad c, WordQuad upper, WordQuad lower, WordQuad columns)
    {
        int lane = Group.IdxX & 31, row = lane / LanesOfRow, column = (lane & (LanesOfRow - 1)) * 2;
        for (var i = 0; i < LanesOfRow; i++)
        {
            var quadUpper = Quad(a, upper, row, i);
            var quadLower = Quad(a, lower, row, i);
            var first = Quad(b, columns, column, i);
            var second = Quad(b, columns, column + 1, i);
            c.X = AddProducts(c.X, quadUpper, first);
            c.Y = AddProducts(c.Y, quadUpper, second);
            c.Z = AddProducts(c.Z, quadLower, first);
            c.W = AddProducts(c.W, quadLower, second);
        }

        return c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Plus(WordQuad x, WordQuad y) => FragmentC.Plus<TElement>(x, y);

    public static int WordsPerPair => TElement.HasHalfResults ? 1 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePair(ArrayView<uint> target, int word, uint first, uint second) =>
        FragmentC.StorePair<TElement>(target, word, first, second, TElement.Pack(first, second));

    /// <summary>Quad <paramref name="i"/> of the four that the lanes of a row take.</summary>
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

/// <summary>Rows of a matrix, contiguous along K. Rows past the end use the last row; quads past the end are zeros.</summary>
/// <param name="First">Row 0.</param>
/// <param name="Last">The last row.</param>
/// <param name="Quads">Quads of 16 bytes in a row.</param>
internal readonly record struct RowsAlongK(int First, int Last, int Quads)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WordQuad Load(ArrayView<WordQuad> matrix, int row, int quad) =>
        matrix[Index(row, quad)];

    /// <summary>Index of the quad, or of the last one of the last row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Index(int row, int quad) => IntrinsicMath.Min(First + row, Last) * Quads + IntrinsicMath.Min(quad, Quads - 1);

    /// <summary>The loaded words, or zeros past the end of the row. Separate from the load, because it waits for the data.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WordQuad Existing(WordQuad words, int quad)
    {
        var exists = (uint)((quad - Quads) >> 31);
        words.X &= exists;
        words.Y &= exists;
        words.Z &= exists;
        words.W &= exists;
        return words;
    }
}
