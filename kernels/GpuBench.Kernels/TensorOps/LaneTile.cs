using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>fp32 sums without tensor cores: 16 rows by 8 columns a lane, 128 registers. A warp is 4x8 lanes.</summary>
/// <remarks>
/// Two elements along K cost 16 reads of A and at most 8 of B for 256 multiply-adds. Lanes that read the same word share it; no two words
/// are in the same bank.
/// </remarks>
internal struct LaneTile<TColumns> : IWarpTile<LaneTile<TColumns>>
    where TColumns : struct, ILaneColumns
{
    public LaneRows<TColumns> Rows0;
    public LaneRows<TColumns> Rows16;
    public LaneRows<TColumns> Rows32;
    public LaneRows<TColumns> Rows48;

    public static int ElementsPerQuad => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int QuadOfA(int lane, int row) => TileA.Quad(row + (lane >> 3), 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int QuadOfB(int lane, int column) => TColumns.Quad(lane, column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly LaneTile<TColumns> AddStage(ArrayView<WordQuad> shared, int aQuad, int bQuad)
    {
        var sum = this;
        for (var quad = 0; quad < 4; quad++)
        {
            sum = sum.AddPair(shared, aQuad ^ quad, TColumns.Load(shared, bQuad, quad, 0), 0);
            sum = sum.AddPair(shared, aQuad ^ quad, TColumns.Load(shared, bQuad, quad, 1), 1);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly LaneTile<TColumns> AddPair(ArrayView<WordQuad> shared, int aQuad, ColumnPair b, int half)
    {
        const int sixteenRows = 16 * 4 * 2;
        const int length = 4 * sixteenRows;
        var pairs = shared.Cast<WordPair>();
        // Four rows further, the swizzle flips bit 1 of a quad. Offsets from the start of a view are constants of the instruction.
        var even = pairs.SubView(aQuad * 2 + half, length);
        var odd = pairs.SubView(((aQuad ^ 2) + 4 * 4) * 2 + half, length);
        LaneTile<TColumns> sum;
        sum.Rows0 = Rows0.AddPair(even, odd, 0, b);
        sum.Rows16 = Rows16.AddPair(even, odd, sixteenRows, b);
        sum.Rows32 = Rows32.AddPair(even, odd, 2 * sixteenRows, b);
        sum.Rows48 = Rows48.AddPair(even, odd, 3 * sixteenRows, b);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write(ArrayView<WordQuad> shared, ArrayView<WordQuad> c, TilePlace place)
    {
        TileStore.Write(shared, c, place, Rows0);
        TileStore.Write(shared, c, place.Below(TileStore.Rows), Rows16);
        TileStore.Write(shared, c, place.Below(2 * TileStore.Rows), Rows32);
        TileStore.Write(shared, c, place.Below(3 * TileStore.Rows), Rows48);
    }
}

/// <summary>The sums of 16 rows and 64 columns without tensor cores: a lane has eight columns of every fourth row.</summary>
internal struct LaneRows<TColumns> : IStagedRows
    where TColumns : struct, ILaneColumns
{
    public LaneRow Row0;
    public LaneRow Row4;
    public LaneRow Row8;
    public LaneRow Row12;

    public static int QuadsPerRow => 16;

    /// <param name="even">Pairs of A along K, from the first row on. A pair has the same position in its row eight rows further.</param>
    /// <param name="odd">The same from the lane's second row on, four rows further.</param>
    /// <param name="first">Index of the first pair in both views.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly LaneRows<TColumns> AddPair(ArrayView<WordPair> even, ArrayView<WordPair> odd, int first, ColumnPair b)
    {
        const int eightRows = 8 * 4 * 2;
        LaneRows<TColumns> sum;
        sum.Row0 = Row0.AddPair(even[first], b);
        sum.Row4 = Row4.AddPair(odd[first], b);
        sum.Row8 = Row8.AddPair(even[first + eightRows], b);
        sum.Row12 = Row12.AddPair(odd[first + eightRows], b);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Stage(ArrayView<WordQuad> shared, int stage, int pitch, int lane)
    {
        var first = stage + (lane >> 3) * pitch;
        TColumns.Store(shared, first, lane, Row0.Columns0, Row0.Columns4);
        TColumns.Store(shared, first + 4 * pitch, lane, Row4.Columns0, Row4.Columns4);
        TColumns.Store(shared, first + 8 * pitch, lane, Row8.Columns0, Row8.Columns4);
        TColumns.Store(shared, first + 12 * pitch, lane, Row12.Columns0, Row12.Columns4);
    }
}

/// <summary>A lane's eight sums of a row of C, four and four.</summary>
internal struct LaneRow
{
    public Quad Columns0;
    public Quad Columns4;

    /// <summary>This plus two neighbours along K of a row of A times those of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly LaneRow AddPair(WordPair a, ColumnPair b)
    {
        float first = Interop.IntAsFloat(a.Low), second = Interop.IntAsFloat(a.High);
        LaneRow sum;
        sum.Columns0 = Columns0.AddScaled(first, b.First0).AddScaled(second, b.Second0);
        sum.Columns4 = Columns4.AddScaled(first, b.First4).AddScaled(second, b.Second4);
        return sum;
    }
}
