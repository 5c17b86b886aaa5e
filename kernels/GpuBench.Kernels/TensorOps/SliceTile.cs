using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>A lane's four quads of B for a step: 16 columns and 128 bytes along K.</summary>
internal struct SliceColumns
{
    public WordQuad Columns0;
    public WordQuad Columns8;

    /// <summary>64 bytes further along K.</summary>
    public WordQuad Later0;
    public WordQuad Later8;

    /// <param name="quad">The lane's first quad. The four lanes of a row take neighbouring quads, then the quads four further.</param>
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

    /// <summary>Reads the quads that the lane copied to shared memory, 32 quads apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SliceColumns Queued(ArrayView<WordQuad> queues, int place)
    {
        SliceColumns pieces;
        pieces.Columns0 = queues[place];
        pieces.Columns8 = queues[place + 32];
        pieces.Later0 = queues[place + 64];
        pieces.Later8 = queues[place + 96];
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

/// <summary>A lane's four quads of A for a step: 16 rows and 128 bytes along K.</summary>
internal struct SliceRows
{
    public WordQuad Rows0;
    public WordQuad Rows8;

    /// <summary>64 bytes further along K.</summary>
    public WordQuad Later0;
    public WordQuad Later8;

    /// <param name="quad">As for <see cref="SliceColumns"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SliceRows Load<TOps>(ArrayView<WordQuad> a, RowsAlongK rows, int quad)
        where TOps : struct, ISliceOps
    {
        SliceRows pieces;
        pieces.Rows0 = TOps.Load(a, rows, 0, quad);
        pieces.Rows8 = TOps.Load(a, rows, 8, quad);
        pieces.Later0 = TOps.Load(a, rows, 0, quad + 4);
        pieces.Later8 = TOps.Load(a, rows, 8, quad + 4);
        return pieces;
    }

    /// <summary>The same with zeros past the end of K.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SliceRows Existing<TOps>(RowsAlongK rows, int quad)
        where TOps : struct, ISliceOps
    {
        SliceRows pieces;
        pieces.Rows0 = TOps.Existing(Rows0, rows, quad);
        pieces.Rows8 = TOps.Existing(Rows8, rows, quad);
        pieces.Later0 = TOps.Existing(Later0, rows, quad + 4);
        pieces.Later8 = TOps.Existing(Later8, rows, quad + 4);
        return pieces;
    }
}

/// <summary>The sums of 16 rows and 16 columns: eight registers a lane.</summary>
internal struct SliceTile<TOps>
    where TOps : struct, ISliceOps
{
    public WordQuad Columns0;
    public WordQuad Columns8;

    /// <summary>This plus 128 bytes along K of 16 rows of A, times the lane's part of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SliceTile<TOps> AddStep(ArrayView<uint> a, ArrayView<uint> b, RowsAlongK rowsOfA, SliceColumns columnsOfB, int quad) =>
        AddProduct(a.Cast<WordQuad>(), b.Cast<WordQuad>(), rowsOfA, 0, quad, columnsOfB.Columns0, columnsOfB.Columns8)
            .AddProduct(a.Cast<WordQuad>(), b.Cast<WordQuad>(), rowsOfA, 0, quad + 4, columnsOfB.Later0, columnsOfB.Later8);

    /// <summary>The same with loaded pieces of A.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SliceTile<TOps> AddStep(ArrayView<uint> a, ArrayView<uint> b, SliceRows rowsOfA, SliceColumns columnsOfB)
    {
        ArrayView<WordQuad> quadsOfA = a.Cast<WordQuad>(), quadsOfB = b.Cast<WordQuad>();
        return AddProduct(quadsOfA, quadsOfB, rowsOfA.Rows0, rowsOfA.Rows8, columnsOfB.Columns0, columnsOfB.Columns8)
            .AddProduct(quadsOfA, quadsOfB, rowsOfA.Later0, rowsOfA.Later8, columnsOfB.Later0, columnsOfB.Later8);
    }

    /// <summary>This plus 64 bytes along K of 16 rows of A, from <paramref name="row"/> on, times the lane's part of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SliceTile<TOps> AddProduct(
        ArrayView<WordQuad> a, ArrayView<WordQuad> b, RowsAlongK rowsOfA, int row, int quad, WordQuad b0, WordQuad b8)
    {
        var upper = TOps.Existing(TOps.Load(a, rowsOfA, row, quad), rowsOfA, quad);
        var lower = TOps.Existing(TOps.Load(a, rowsOfA, row + 8, quad), rowsOfA, quad);
        return AddProduct(a, b, upper, lower, b0, b8);
    }

    /// <summary>The same with loaded pieces of A.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SliceTile<TOps> AddProduct(
        ArrayView<WordQuad> a, ArrayView<WordQuad> b, WordQuad upper, WordQuad lower, WordQuad b0, WordQuad b8)
    {
        SliceTile<TOps> sum;
        sum.Columns0 = TOps.MultiplyAdd(a, b, Columns0, upper, lower, b0);
        sum.Columns8 = TOps.MultiplyAdd(a, b, Columns8, upper, lower, b8);
        return sum;
    }

    /// <summary>Writes the sums to shared memory, 32 quads apart: 16 rows and eight columns each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Stage(ArrayView<WordQuad> partials, int first)
    {
        partials[first] = Columns0;
        partials[first + 32] = Columns8;
    }

    /// <summary>Converts the sums and writes the part that is inside C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write(ArrayView<uint> c, TilePlace place, int lane)
    {
        Store(c, place, lane, Columns0);
        Store(c, place with { Column = place.Column + 8 }, lane, Columns8);
    }

    /// <summary>The same for a lane's sums of 16 rows and eight columns.</summary>
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
internal struct SliceTiles<TOps>
    where TOps : struct, ISliceOps
{
    public SliceTile<TOps> Rows0;
    public SliceTile<TOps> Rows16;
    public SliceTile<TOps> Rows32;
    public SliceTile<TOps> Rows48;

    /// <summary>This plus 128 bytes along K of 64 rows of A, times the lane's part of B.</summary>
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

    /// <summary>Writes the sums to shared memory, 32 quads apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Stage(ArrayView<WordQuad> partials, int first)
    {
        Rows0.Stage(partials, first);
        Rows16.Stage(partials, first + 64);
        Rows32.Stage(partials, first + 128);
        Rows48.Stage(partials, first + 192);
    }
}
