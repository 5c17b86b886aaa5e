using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>A lane's sums in <see cref="FfmaGemm"/>: eight columns of every fourth row of its warp.</summary>
internal interface IFfmaSums<TSelf>
    where TSelf : struct, IFfmaSums<TSelf>
{
    /// <summary>Rows of a warp: four times those of a lane.</summary>
    static abstract int WarpRows { get; }

    /// <summary>Work items of a group that computes 128x128 elements of C.</summary>
    static abstract int GroupSize { get; }

    /// <summary>This plus the products of four neighbours along K.</summary>
    /// <param name="a">The tile of A from the lane's first row on.</param>
    /// <param name="quad">Quad along K of the stage.</param>
    /// <param name="rowQuads">Quads of A between two rows of the lane.</param>
    TSelf AddQuad(ArrayView<WordQuad> a, int quad, int rowQuads, ColumnBlock b);

    /// <summary>This plus the products of two neighbours along K.</summary>
    /// <param name="a">Pairs of the tile of A from the lane's first row and quad on.</param>
    TSelf AddPair(ArrayView<WordPair> a, int half, LaneRow b0, LaneRow b1);

    /// <summary>Writes the part of the sums that is inside C.</summary>
    void Write<TColumns>(ArrayView<uint> c, TilePlace place, int lane)
        where TColumns : struct, IFfmaColumns;
}

/// <summary>Four rows of a lane, each four rows after the last.</summary>
internal struct FfmaRows
{
    public LaneRow Row0;
    public LaneRow Row4;
    public LaneRow Row8;
    public LaneRow Row12;

    /// <param name="first">Index of the quad of the first row.</param>
    /// <param name="rowQuads">Quads of A between two rows of the lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly FfmaRows AddQuad(ArrayView<WordQuad> a, int first, int rowQuads, ColumnBlock b)
    {
        var quads = a.Cast<Quad>();
        FfmaRows sum;
        sum.Row0 = Add(Row0, quads[first], b);
        sum.Row4 = Add(Row4, quads[first + rowQuads], b);
        sum.Row8 = Add(Row8, quads[first + 2 * rowQuads], b);
        sum.Row12 = Add(Row12, quads[first + 3 * rowQuads], b);
        return sum;
    }

    /// <param name="first">Index of the pair of the first row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly FfmaRows AddPair(ArrayView<WordPair> a, int first, LaneRow b0, LaneRow b1)
    {
        const int rowPairs = 4 * 4 * 2;
        FfmaRows sum;
        sum.Row0 = Add(Row0, a[first], b0, b1);
        sum.Row4 = Add(Row4, a[first + rowPairs], b0, b1);
        sum.Row8 = Add(Row8, a[first + 2 * rowPairs], b0, b1);
        sum.Row12 = Add(Row12, a[first + 3 * rowPairs], b0, b1);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write<TColumns>(ArrayView<uint> c, TilePlace place, int lane)
        where TColumns : struct, IFfmaColumns
    {
        WriteRow<TColumns>(c, place, lane, Row0);
        WriteRow<TColumns>(c, place.Below(4), lane, Row4);
        WriteRow<TColumns>(c, place.Below(8), lane, Row8);
        WriteRow<TColumns>(c, place.Below(12), lane, Row12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteRow<TColumns>(ArrayView<uint> c, TilePlace place, int lane, LaneRow values)
        where TColumns : struct, IFfmaColumns
    {
        if (place.Row < place.Height)
            TColumns.Store(c, (place.Batch * place.Height + place.Row) * place.Width, place.Column, lane, place.Width, values);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LaneRow Add(LaneRow sum, WordPair a, LaneRow b0, LaneRow b1) =>
        Scaled(Scaled(sum, Interop.IntAsFloat(a.Low), b0), Interop.IntAsFloat(a.High), b1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LaneRow Add(LaneRow sum, Quad a, ColumnBlock b) =>
        Scaled(Scaled(Scaled(Scaled(sum, a.X, b.K0), a.Y, b.K1), a.Z, b.K2), a.W, b.K3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LaneRow Scaled(LaneRow sum, float factor, LaneRow b)
    {
        LaneRow result;
        result.Columns0 = sum.Columns0.AddScaled(factor, b.Columns0);
        result.Columns4 = sum.Columns4.AddScaled(factor, b.Columns4);
        return result;
    }
}

/// <summary>16x8 sums a lane, 64x64 a warp, four warps.</summary>
internal struct FfmaSums16 : IFfmaSums<FfmaSums16>
{
    public FfmaRows Rows0;
    public FfmaRows Rows16;
    public FfmaRows Rows32;
    public FfmaRows Rows48;

    public static int WarpRows => 64;

    public static int GroupSize => 128;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly FfmaSums16 AddQuad(ArrayView<WordQuad> a, int quad, int rowQuads, ColumnBlock b)
    {
        var rows = 4 * rowQuads;
        FfmaSums16 sum;
        sum.Rows0 = Rows0.AddQuad(a, quad, rowQuads, b);
        sum.Rows16 = Rows16.AddQuad(a, quad + rows, rowQuads, b);
        sum.Rows32 = Rows32.AddQuad(a, quad + 2 * rows, rowQuads, b);
        sum.Rows48 = Rows48.AddQuad(a, quad + 3 * rows, rowQuads, b);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly FfmaSums16 AddPair(ArrayView<WordPair> a, int half, LaneRow b0, LaneRow b1)
    {
        const int pairs = 16 * 4 * 2;
        FfmaSums16 sum;
        sum.Rows0 = Rows0.AddPair(a, half, b0, b1);
        sum.Rows16 = Rows16.AddPair(a, half + pairs, b0, b1);
        sum.Rows32 = Rows32.AddPair(a, half + 2 * pairs, b0, b1);
        sum.Rows48 = Rows48.AddPair(a, half + 3 * pairs, b0, b1);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write<TColumns>(ArrayView<uint> c, TilePlace place, int lane)
        where TColumns : struct, IFfmaColumns
    {
        Rows0.Write<TColumns>(c, place, lane);
        Rows16.Write<TColumns>(c, place.Below(16), lane);
        Rows32.Write<TColumns>(c, place.Below(32), lane);
        Rows48.Write<TColumns>(c, place.Below(48), lane);
    }
}

/// <summary>8x8 sums a lane, 32x64 a warp, eight warps.</summary>
internal struct FfmaSums8 : IFfmaSums<FfmaSums8>
{
    public FfmaRows Rows0;
    public FfmaRows Rows16;

    public static int WarpRows => 32;

    public static int GroupSize => 256;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly FfmaSums8 AddQuad(ArrayView<WordQuad> a, int quad, int rowQuads, ColumnBlock b)
    {
        FfmaSums8 sum;
        sum.Rows0 = Rows0.AddQuad(a, quad, rowQuads, b);
        sum.Rows16 = Rows16.AddQuad(a, quad + 4 * rowQuads, rowQuads, b);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly FfmaSums8 AddPair(ArrayView<WordPair> a, int half, LaneRow b0, LaneRow b1)
    {
        const int pairs = 16 * 4 * 2;
        FfmaSums8 sum;
        sum.Rows0 = Rows0.AddPair(a, half, b0, b1);
        sum.Rows16 = Rows16.AddPair(a, half + pairs, b0, b1);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write<TColumns>(ArrayView<uint> c, TilePlace place, int lane)
        where TColumns : struct, IFfmaColumns
    {
        Rows0.Write<TColumns>(c, place, lane);
        Rows16.Write<TColumns>(c, place.Below(16), lane);
    }
}
