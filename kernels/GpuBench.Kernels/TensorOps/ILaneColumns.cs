using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>
/// The tile of B in shared memory, 16 of K by 128 columns, and the eight of a warp's 64 columns that a lane computes without tensor
/// cores. For a layout of B; a type argument of <c>AsyncTileMatMul</c>.
/// </summary>
internal interface ILaneColumns
{
    /// <summary>True if rows of the tile run along K. Otherwise a row has one K.</summary>
    static abstract bool RunsAlongK { get; }

    /// <summary>The quad in the tile to which a work item copies first. Its next quads are 128, 256 and 384 further.</summary>
    static abstract int CopyQuad(int item);

    /// <summary>The lane's first quad in the tile.</summary>
    /// <param name="column">First column of the warp, a multiple of 64.</param>
    static abstract int LaneQuad(int lane, int column);

    /// <summary>Loads the lane's columns at four neighbours along K.</summary>
    /// <param name="b">The lane's quad, from <see cref="LaneQuad"/>, plus the offset of the tile.</param>
    /// <param name="quad">Quad along K, 0 to 3.</param>
    static abstract ColumnBlock Load(ArrayView<WordQuad> shared, int b, int quad);

    /// <summary>Writes the lane's eight values to a row of C.</summary>
    /// <param name="row">Index of the row's first element.</param>
    /// <param name="column">First column of the warp.</param>
    /// <param name="width">Columns of C, a multiple of four.</param>
    static abstract void Store(ArrayView<uint> c, int row, int column, int lane, int width, LaneRow values);
}

/// <summary>A lane's eight columns of B at four neighbours along K: a row for each K.</summary>
internal struct ColumnBlock
{
    public LaneRow K0;
    public LaneRow K1;
    public LaneRow K2;
    public LaneRow K3;
}

/// <summary>Four neighbouring columns, and four more 32 columns further, of a (K,N) B: the tile has rows of 128 columns.</summary>
internal readonly struct AdjacentColumns : ILaneColumns
{
    private const int QuadsPerRow = 32;

    public static bool RunsAlongK => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CopyQuad(int item) => item;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LaneQuad(int lane, int column) => column / 4 + LaneTile.Column(lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ColumnBlock Load(ArrayView<WordQuad> shared, int b, int quad)
    {
        // Offsets from the start of a view are constants of the instruction.
        var quads = shared.Cast<Quad>().SubView(b, (4 * quad + 3) * QuadsPerRow + 9);
        ColumnBlock block;
        block.K0 = Row(quads, 4 * quad);
        block.K1 = Row(quads, 4 * quad + 1);
        block.K2 = Row(quads, 4 * quad + 2);
        block.K3 = Row(quads, 4 * quad + 3);
        return block;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<uint> c, int row, int column, int lane, int width, LaneRow values)
    {
        var first = column + 4 * LaneTile.Column(lane);
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

/// <summary>Every eighth column of an (N,K) B: the tile has 128 rows, permuted as in <see cref="SwizzledRows"/>.</summary>
internal readonly struct StridedColumns : ILaneColumns
{
    private const int Stride = 8;

    /// <summary>Quads from one column of the lane to the next.</summary>
    private const int StrideQuads = Stride << SwizzledRows.QuadBits;

    public static bool RunsAlongK => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CopyQuad(int item) => SwizzledRows.Quad(item >> 2, item & 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LaneQuad(int lane, int column) => SwizzledRows.Quad(column + LaneTile.Column(lane), 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ColumnBlock Load(ArrayView<WordQuad> shared, int b, int quad)
    {
        // Rows that are eight apart have the same permutation.
        var quads = shared.Cast<Quad>().SubView(b ^ quad, 7 * StrideQuads + 1);
        var (q0, q1, q2, q3) = (quads[0], quads[StrideQuads], quads[2 * StrideQuads], quads[3 * StrideQuads]);
        var (q4, q5, q6, q7) = (quads[4 * StrideQuads], quads[5 * StrideQuads], quads[6 * StrideQuads], quads[7 * StrideQuads]);
        ColumnBlock block;
        block.K0 = Row(q0.X, q1.X, q2.X, q3.X, q4.X, q5.X, q6.X, q7.X);
        block.K1 = Row(q0.Y, q1.Y, q2.Y, q3.Y, q4.Y, q5.Y, q6.Y, q7.Y);
        block.K2 = Row(q0.Z, q1.Z, q2.Z, q3.Z, q4.Z, q5.Z, q6.Z, q7.Z);
        block.K3 = Row(q0.W, q1.W, q2.W, q3.W, q4.W, q5.W, q6.W, q7.W);
        return block;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<uint> c, int row, int column, int lane, int width, LaneRow values)
    {
        var first = column + LaneTile.Column(lane);
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
