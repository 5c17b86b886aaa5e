using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The sums of all rows and 16 columns of C in the registers of a warp. A type argument of <c>SplitKGemm</c>.</summary>
internal interface ISliceTile<TSelf>
    where TSelf : struct, ISliceTile<TSelf>
{
    /// <summary>Elements of A or B in 16 bytes.</summary>
    static abstract int ElementsPerQuad { get; }

    /// <summary>Quads of sums in a lane.</summary>
    static abstract int QuadsPerLane { get; }

    /// <summary>Loads the lane's part of 128 bytes of B along K.</summary>
    /// <param name="quad">The lane's first quad. The four lanes of a row take neighbouring quads, then the quads four further.</param>
    static abstract SliceColumns LoadB(ArrayView<WordQuad> b, RowsAlongK rowsOfB, int quad);

    /// <summary>This plus the product with the same 128 bytes of A.</summary>
    TSelf AddStep(ArrayView<WordQuad> a, ArrayView<WordQuad> b, RowsAlongK rowsOfA, SliceColumns columnsOfB, int quad);

    /// <summary>Writes the lane's sums to shared memory, 32 quads apart: 16 rows and eight columns each.</summary>
    void Stage(ArrayView<WordQuad> partials, int first);

    static abstract WordQuad Plus(WordQuad x, WordQuad y);

    /// <summary>Writes the part of a lane's sums of 16 rows and eight columns that is inside C.</summary>
    static abstract void Store(ArrayView<uint> c, TilePlace place, int lane, WordQuad sums);
}

/// <summary>A lane's part of 16 columns of B and 128 bytes along K.</summary>
internal struct SliceColumns
{
    public WordQuad Columns0;
    public WordQuad Columns8;

    /// <summary>64 bytes further along K.</summary>
    public WordQuad Later0;
    public WordQuad Later8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SliceColumns Load<TOps>(ArrayView<WordQuad> b, RowsAlongK columns, int quad)
        where TOps : struct, ISliceOps
    {
        SliceColumns pieces;
        pieces.Columns0 = TOps.Load(b, columns, 0, quad);
        pieces.Columns8 = TOps.Load(b, columns, 8, quad);
        pieces.Later0 = TOps.Load(b, columns, 0, quad + 4);
        pieces.Later8 = TOps.Load(b, columns, 8, quad + 4);
        return pieces;
    }

    /// <summary>The lane's part of 32 columns and 64 bytes along K, from shared memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SliceColumns Staged(ArrayView<WordQuad> shared, int place)
    {
        SliceColumns pieces;
        pieces.Columns0 = shared[place];
        pieces.Columns8 = shared[place + 32];
        pieces.Later0 = shared[place + 64];
        pieces.Later8 = shared[place + 96];
        return pieces;
    }

    /// <summary>The same with zeros past the end of K.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SliceColumns Existing<TOps>(RowsAlongK rows, int quad)
        where TOps : struct, ISliceOps
    {
        SliceColumns pieces;
        pieces.Columns0 = TOps.Existing(Columns0, rows, quad);
        pieces.Columns8 = TOps.Existing(Columns8, rows, quad);
        pieces.Later0 = TOps.Existing(Later0, rows, quad + 4);
        pieces.Later8 = TOps.Existing(Later8, rows, quad + 4);
        return pieces;
    }
}

/// <summary>The sums of 16 rows and 16 columns: eight registers a lane.</summary>
internal struct SliceTile<TOps> : ISliceTile<SliceTile<TOps>>
    where TOps : struct, ISliceOps
{
    public WordQuad Columns0;
    public WordQuad Columns8;

    public static int ElementsPerQuad => TOps.ElementsPerQuad;

    public static int QuadsPerLane => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SliceColumns LoadB(ArrayView<WordQuad> b, RowsAlongK rowsOfB, int quad) => SliceColumns.Load<TOps>(b, rowsOfB, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SliceTile<TOps> AddStep(
        ArrayView<WordQuad> a, ArrayView<WordQuad> b, RowsAlongK rowsOfA, SliceColumns columnsOfB, int quad)
    {
        // A and B end at the same K.
        var pieces = columnsOfB.Existing<TOps>(rowsOfA, quad);
        return AddProduct(a, b, rowsOfA, 0, quad, pieces.Columns0, pieces.Columns8)
            .AddProduct(a, b, rowsOfA, 0, quad + 4, pieces.Later0, pieces.Later8);
    }

    /// <summary>This plus 64 bytes along K of 16 rows of A, from <paramref name="row"/> on, times the lane's part of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SliceTile<TOps> AddProduct(
        ArrayView<WordQuad> a, ArrayView<WordQuad> b, RowsAlongK rowsOfA, int row, int quad, WordQuad b0, WordQuad b8)
    {
        var upper = TOps.Existing(TOps.Load(a, rowsOfA, row, quad), rowsOfA, quad);
        var lower = TOps.Existing(TOps.Load(a, rowsOfA, row + 8, quad), rowsOfA, quad);
        SliceTile<TOps> sum;
        sum.Columns0 = TOps.MultiplyAdd(a, b, Columns0, upper, lower, b0);
        sum.Columns8 = TOps.MultiplyAdd(a, b, Columns8, upper, lower, b8);
        return sum;
    }

    /// <summary>The same with loaded pieces.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SliceTile<TOps> AddPieces(
        ArrayView<uint> a, ArrayView<uint> b, WordQuad upper, WordQuad lower, WordQuad b0, WordQuad b8)
    {
        SliceTile<TOps> sum;
        sum.Columns0 = TOps.MultiplyAdd(a.Cast<WordQuad>(), b.Cast<WordQuad>(), Columns0, upper, lower, b0);
        sum.Columns8 = TOps.MultiplyAdd(a.Cast<WordQuad>(), b.Cast<WordQuad>(), Columns8, upper, lower, b8);
        return sum;
    }

    /// <summary>Writes the part that is inside C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write(ArrayView<uint> c, TilePlace place, int lane)
    {
        Store(c, place, lane, Columns0);
        Store(c, place with { Column = place.Column + 8 }, lane, Columns8);
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

/// <summary>The sums of 64 rows and 16 columns: each load of B serves four tiles.</summary>
internal struct SliceTiles<TOps> : ISliceTile<SliceTiles<TOps>>
    where TOps : struct, ISliceOps
{
    public SliceTile<TOps> Rows0;
    public SliceTile<TOps> Rows16;
    public SliceTile<TOps> Rows32;
    public SliceTile<TOps> Rows48;

    public static int ElementsPerQuad => TOps.ElementsPerQuad;

    public static int QuadsPerLane => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SliceColumns LoadB(ArrayView<WordQuad> b, RowsAlongK rowsOfB, int quad) => SliceColumns.Load<TOps>(b, rowsOfB, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SliceTiles<TOps> AddStep(
        ArrayView<WordQuad> a, ArrayView<WordQuad> b, RowsAlongK rowsOfA, SliceColumns columnsOfB, int quad)
    {
        // A and B end at the same K.
        var pieces = columnsOfB.Existing<TOps>(rowsOfA, quad);
        return AddProduct(a, b, rowsOfA, quad, pieces.Columns0, pieces.Columns8)
            .AddProduct(a, b, rowsOfA, quad + 4, pieces.Later0, pieces.Later8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly SliceTiles<TOps> AddProduct(
        ArrayView<WordQuad> a, ArrayView<WordQuad> b, RowsAlongK rowsOfA, int quad, WordQuad b0, WordQuad b8)
    {
        SliceTiles<TOps> sum;
        sum.Rows0 = Rows0.AddProduct(a, b, rowsOfA, 0, quad, b0, b8);
        sum.Rows16 = Rows16.AddProduct(a, b, rowsOfA, 16, quad, b0, b8);
        sum.Rows32 = Rows32.AddProduct(a, b, rowsOfA, 32, quad, b0, b8);
        sum.Rows48 = Rows48.AddProduct(a, b, rowsOfA, 48, quad, b0, b8);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Stage(ArrayView<WordQuad> partials, int first)
    {
        Rows0.Stage(partials, first);
        Rows16.Stage(partials, first + 64);
        Rows32.Stage(partials, first + 128);
        Rows48.Stage(partials, first + 192);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Plus(WordQuad x, WordQuad y) => TOps.Plus(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<uint> c, TilePlace place, int lane, WordQuad sums) => SliceTile<TOps>.Store(c, place, lane, sums);

    /// <summary>Writes the part that is inside C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write(ArrayView<uint> c, TilePlace place, int lane)
    {
        Rows0.Write(c, place, lane);
        Rows16.Write(c, place.Below(16), lane);
        Rows32.Write(c, place.Below(32), lane);
        Rows48.Write(c, place.Below(48), lane);
    }
}
