using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The sums of 16 rows and 64 columns by ordinary lanes: each lane has eight columns of every fourth row.</summary>
internal struct LaneRows<TColumns> : IStagedRows
    where TColumns : struct, ILaneColumns
{
    public LaneRow Row0;
    public LaneRow Row4;
    public LaneRow Row8;
    public LaneRow Row12;

    public static int QuadsPerRow => 16;

    /// <param name="even">A's pairs of neighbours along K, from the one of the first row on; eight rows below a pair lies in the same place of its row.</param>
    /// <param name="odd">The same from the second row on, four below.</param>
    /// <param name="first">Of the pairs from there on.</param>
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
        TColumns.Store(shared, first, lane, Row0.Left, Row0.Right);
        TColumns.Store(shared, first + 4 * pitch, lane, Row4.Left, Row4.Right);
        TColumns.Store(shared, first + 8 * pitch, lane, Row8.Left, Row8.Right);
        TColumns.Store(shared, first + 12 * pitch, lane, Row12.Left, Row12.Right);
    }
}
