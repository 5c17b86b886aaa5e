using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>A lane's eight columns of B at four neighbours along K: a row for each K.</summary>
internal struct ColumnBlock
{
    public LaneRow K0;
    public LaneRow K1;
    public LaneRow K2;
    public LaneRow K3;
}

/// <summary>The tile of B in a stage of <see cref="FfmaGemm"/>, for a layout of B: 16 of K by 128 columns.</summary>
internal interface IFfmaColumns
{
    /// <summary>True if rows of the tile run along K. Otherwise a row has one K.</summary>
    static abstract bool RunsAlongK { get; }

    /// <summary>A work item's quad in the tile, for its first copy.</summary>
    static abstract int CopyQuad(int item);

    /// <summary>The lane's first quad in the tile.</summary>
    /// <param name="column">First column of the warp, a multiple of 64.</param>
    static abstract int LaneQuad(int lane, int column);

    /// <summary>Loads the lane's columns at four neighbours along K.</summary>
    /// <param name="b">The lane's quad, from <see cref="LaneQuad"/>, plus the offset of the stage.</param>
    /// <param name="quad">Quad along K, 0 to 3.</param>
    static abstract ColumnBlock Load(ArrayView<WordQuad> shared, int b, int quad);

    /// <summary>Writes the lane's eight values to a row of C.</summary>
    /// <param name="row">Index of the row's first element.</param>
    /// <param name="column">First column of the warp.</param>
    /// <param name="width">Columns of C, a multiple of four.</param>
    static abstract void Store(ArrayView<uint> c, int row, int column, int lane, int width, LaneRow values);
}

/// <summary>A lane's eight columns of B at two neighbours along K, for <see cref="FfmaPairGemm"/>.</summary>
internal interface IFfmaPairs : IFfmaColumns
{
    /// <param name="half">0 or 1: the first or the last two of the quad's four.</param>
    static abstract (LaneRow K0, LaneRow K1) LoadPair(ArrayView<WordQuad> shared, int b, int quad, int half);
}

/// <summary>The rows and columns of lanes in a warp.</summary>
internal static class FfmaLane
{
    /// <summary>
    /// Row 0 to 3. The bits of rows and columns alternate, so that a lane and its neighbour share columns, and a lane and its next neighbour
    /// but one share rows: a half of the warp then reads 16 bytes a lane at once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Row(int lane) => (lane & 1) | ((lane >> 3) & 2);

    /// <summary>Column 0 to 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Column(int lane) => (lane >> 1) & 7;
}

/// <summary>B (K,N): rows of 128 columns. A lane has four neighbouring columns, and four more 32 columns further.</summary>
internal readonly struct FfmaColumnsNN : IFfmaPairs
{
    private const int QuadsPerRow = 32;

    public static bool RunsAlongK => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CopyQuad(int item) => item;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LaneQuad(int lane, int column) => column / 4 + FfmaLane.Column(lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ColumnBlock Load(ArrayView<WordQuad> shared, int b, int quad)
    {
        var quads = shared.Cast<Quad>().SubView(b, (4 * quad + 3) * QuadsPerRow + 9);
        ColumnBlock block;
        block.K0 = Row(quads, 4 * quad);
        block.K1 = Row(quads, 4 * quad + 1);
        block.K2 = Row(quads, 4 * quad + 2);
        block.K3 = Row(quads, 4 * quad + 3);
        return block;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (LaneRow K0, LaneRow K1) LoadPair(ArrayView<WordQuad> shared, int b, int quad, int half)
    {
        var quads = shared.Cast<Quad>().SubView(b, (4 * quad + 3) * QuadsPerRow + 9);
        return (Row(quads, 4 * quad + 2 * half), Row(quads, 4 * quad + 2 * half + 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<uint> c, int row, int column, int lane, int width, LaneRow values)
    {
        var first = column + 4 * FfmaLane.Column(lane);
        var quads = c.Cast<Quad>();
        if (first < width)
            quads[(row + first) / 4] = values.Columns0;
        if (first + 32 < width)
            quads[(row + first) / 4 + 8] = values.Columns4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LaneRow Row(ArrayView<Quad> quads, int k)
    {
        LaneRow row;
        row.Columns0 = quads[k * QuadsPerRow];
        row.Columns4 = quads[k * QuadsPerRow + 8];
        return row;
    }
}

/// <summary>B (N,K): 128 rows of 16 along K, whose quads are permuted. A lane has every eighth column.</summary>
internal readonly struct FfmaColumnsNT : IFfmaPairs
{
    private const int QuadsPerRow = 4;
    private const int Stride = 8;

    public static bool RunsAlongK => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CopyQuad(int item) => TileBNT.Quad(item >> 2, item & 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LaneQuad(int lane, int column) => TileBNT.Quad(column + FfmaLane.Column(lane), 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ColumnBlock Load(ArrayView<WordQuad> shared, int b, int quad) => LoadRows(shared, b ^ quad, Stride * QuadsPerRow);

    /// <param name="first">The lane's quad along K of its first column.</param>
    /// <param name="stride">Quads between two columns of the lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ColumnBlock LoadRows(ArrayView<WordQuad> shared, int first, int stride)
    {
        var quads = shared.Cast<Quad>().SubView(first, 7 * stride + 1);
        var (q0, q1, q2, q3) = (quads[0], quads[stride], quads[2 * stride], quads[3 * stride]);
        var (q4, q5, q6, q7) = (quads[4 * stride], quads[5 * stride], quads[6 * stride], quads[7 * stride]);
        ColumnBlock block;
        block.K0 = Row(q0.X, q1.X, q2.X, q3.X, q4.X, q5.X, q6.X, q7.X);
        block.K1 = Row(q0.Y, q1.Y, q2.Y, q3.Y, q4.Y, q5.Y, q6.Y, q7.Y);
        block.K2 = Row(q0.Z, q1.Z, q2.Z, q3.Z, q4.Z, q5.Z, q6.Z, q7.Z);
        block.K3 = Row(q0.W, q1.W, q2.W, q3.W, q4.W, q5.W, q6.W, q7.W);
        return block;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (LaneRow K0, LaneRow K1) LoadPair(ArrayView<WordQuad> shared, int b, int quad, int half)
    {
        var pair = StridedColumns.Load(shared, b, quad, half);
        LaneRow first, second;
        first.Columns0 = pair.First0;
        first.Columns4 = pair.First4;
        second.Columns0 = pair.Second0;
        second.Columns4 = pair.Second4;
        return (first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<uint> c, int row, int column, int lane, int width, LaneRow values)
    {
        var first = column + FfmaLane.Column(lane);
        var floats = c.Cast<float>();
        StoreOne(floats, row, first, width, values.Columns0.X);
        StoreOne(floats, row, first + Stride, width, values.Columns0.Y);
        StoreOne(floats, row, first + 2 * Stride, width, values.Columns0.Z);
        StoreOne(floats, row, first + 3 * Stride, width, values.Columns0.W);
        StoreOne(floats, row, first + 4 * Stride, width, values.Columns4.X);
        StoreOne(floats, row, first + 5 * Stride, width, values.Columns4.Y);
        StoreOne(floats, row, first + 6 * Stride, width, values.Columns4.Z);
        StoreOne(floats, row, first + 7 * Stride, width, values.Columns4.W);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreOne(ArrayView<float> c, int row, int column, int width, float value)
    {
        if (column < width)
            c[row + column] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LaneRow Row(float x0, float x1, float x2, float x3, float x4, float x5, float x6, float x7)
    {
        LaneRow row;
        row.Columns0.X = x0;
        row.Columns0.Y = x1;
        row.Columns0.Z = x2;
        row.Columns0.W = x3;
        row.Columns4.X = x4;
        row.Columns4.Y = x5;
        row.Columns4.Z = x6;
        row.Columns4.W = x7;
        return row;
    }
}
