using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>fp32 sums by ordinary lanes: 16 rows and 8 columns each, 128 registers; four lanes below and eight beside each other.</summary>
/// <remarks>Two steps along K take 16 reads of A and at most 8 of B for 256 multiply-adds. Lanes that read the same word share it, and no two words are in the same bank.</remarks>
internal struct LaneTile<TColumns> : IWarpSums<LaneTile<TColumns>>
    where TColumns : struct, ILaneColumns
{
    public LaneRows<TColumns> Rows0;
    public LaneRows<TColumns> Rows16;
    public LaneRows<TColumns> Rows32;
    public LaneRows<TColumns> Rows48;

    public static int ElementsPerQuad => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LeftQuad(int lane, int row) => LeftRows.Quad(row + (lane >> 3), 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RightQuad(int lane, int column) => TColumns.Quad(lane, column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly LaneTile<TColumns> AddStage(ArrayView<WordQuad> shared, int left, int right)
    {
        var sum = this;
        for (var quad = 0; quad < 4; quad++)
        {
            sum = sum.AddPair(shared, left ^ quad, TColumns.Load(shared, right, quad, 0), 0);
            sum = sum.AddPair(shared, left ^ quad, TColumns.Load(shared, right, quad, 1), 1);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly LaneTile<TColumns> AddPair(ArrayView<WordQuad> shared, int left, ColumnPair b, int half)
    {
        const int sixteenRows = 16 * 4 * 2;
        const int length = 4 * sixteenRows;
        var pairs = shared.Cast<WordPair>();
        // Four rows further the quads of a row are permuted the other way. From a view's start on, offsets are constants of the instruction.
        var even = pairs.SubView(left * 2 + half, length);
        var odd = pairs.SubView(((left ^ 2) + 4 * 4) * 2 + half, length);
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
