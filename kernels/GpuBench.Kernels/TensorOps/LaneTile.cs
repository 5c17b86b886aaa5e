using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>fp32 sums without tensor cores: 16 rows by 8 columns a lane, 128 registers. A warp is 4x8 lanes and computes 64x64.</summary>
/// <remarks>
/// Four elements along K cost 16 reads of A and eight of B, 16 bytes each, for 512 multiply-adds. Lanes that read the same quad share it;
/// no two quads that are read at once are in the same banks.
/// </remarks>
internal struct LaneTile
{
    /// <summary>Quads of A in 16 rows of 16 along K.</summary>
    private const int QuadsOf16Rows = 16 * 4;

    public LaneRows Rows0;
    public LaneRows Rows16;
    public LaneRows Rows32;
    public LaneRows Rows48;

    /// <summary>Row of the lane in its warp, 0 to 3. It has every fourth row from there on.</summary>
    /// <remarks>
    /// The bits of rows and columns alternate: a lane and its neighbour share columns, and a lane and the one after its neighbour share
    /// rows. Half of the warp can then read 16 bytes a lane at once.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Row(int lane) => (lane & 1) | ((lane >> 3) & 2);

    /// <summary>Column of the lane in its warp, 0 to 7; an <see cref="ILaneColumns"/> says which columns follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Column(int lane) => (lane >> 1) & 7;

    /// <summary>This plus the products of four neighbours along K.</summary>
    /// <param name="a">The tile of A from the lane's first row on, rows of four quads.</param>
    /// <param name="quad">Quad along K, 0 to 3.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly LaneTile AddQuad(ArrayView<WordQuad> a, int quad, ColumnBlock b)
    {
        var quads = a.Cast<Quad>();
        LaneTile sum;
        sum.Rows0 = Rows0.AddQuad(quads, quad, b);
        sum.Rows16 = Rows16.AddQuad(quads, quad + QuadsOf16Rows, b);
        sum.Rows32 = Rows32.AddQuad(quads, quad + 2 * QuadsOf16Rows, b);
        sum.Rows48 = Rows48.AddQuad(quads, quad + 3 * QuadsOf16Rows, b);
        return sum;
    }

    /// <summary>Writes the part of the sums that is inside C.</summary>
    /// <param name="place">The lane's first row, and the first column of the warp.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write<TColumns>(ArrayView<uint> c, TilePlace place)
        where TColumns : struct, ILaneColumns
    {
        // Kept from before the products, the lane would take a register from them.
        var lane = Group.IdxX & 31;
        Rows0.Write<TColumns>(c, lane, place);
        Rows16.Write<TColumns>(c, lane, place.Below(16));
        Rows32.Write<TColumns>(c, lane, place.Below(32));
        Rows48.Write<TColumns>(c, lane, place.Below(48));
    }
}

/// <summary>Four rows of a <see cref="LaneTile"/>, each four rows after the last.</summary>
internal struct LaneRows
{
    /// <summary>Quads of A in four rows of 16 along K.</summary>
    private const int QuadsOf4Rows = 4 * 4;

    public LaneRow Row0;
    public LaneRow Row4;
    public LaneRow Row8;
    public LaneRow Row12;

    /// <param name="first">Index of the quad of the first row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly LaneRows AddQuad(ArrayView<Quad> a, int first, ColumnBlock b)
    {
        LaneRows sum;
        sum.Row0 = Row0.AddQuad(a[first], b);
        sum.Row4 = Row4.AddQuad(a[first + QuadsOf4Rows], b);
        sum.Row8 = Row8.AddQuad(a[first + 2 * QuadsOf4Rows], b);
        sum.Row12 = Row12.AddQuad(a[first + 3 * QuadsOf4Rows], b);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write<TColumns>(ArrayView<uint> c, int lane, TilePlace place)
        where TColumns : struct, ILaneColumns
    {
        Row0.Write<TColumns>(c, lane, place);
        Row4.Write<TColumns>(c, lane, place.Below(4));
        Row8.Write<TColumns>(c, lane, place.Below(8));
        Row12.Write<TColumns>(c, lane, place.Below(12));
    }
}

/// <summary>A lane's eight columns of a row, four and four: sums, or elements of B.</summary>
internal struct LaneRow
{
    public Quad Columns0;
    public Quad Columns4;

    /// <summary>This plus four neighbours along K of a row of A times those of B: 32 multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly LaneRow AddQuad(Quad a, ColumnBlock b) =>
        AddScaled(a.X, b.K0).AddScaled(a.Y, b.K1).AddScaled(a.Z, b.K2).AddScaled(a.W, b.K3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write<TColumns>(ArrayView<uint> c, int lane, TilePlace place)
        where TColumns : struct, ILaneColumns
    {
        if (place.Row < place.Height)
            TColumns.Store(c, (place.Batch * place.Height + place.Row) * place.Width, place.Column, lane, place.Width, this);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly LaneRow AddScaled(float factor, LaneRow other)
    {
        LaneRow sum;
        sum.Columns0 = Columns0.AddScaled(factor, other.Columns0);
        sum.Columns4 = Columns4.AddScaled(factor, other.Columns4);
        return sum;
    }
}
