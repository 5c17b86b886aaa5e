using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>What a lane has of 16 columns of B and 128 bytes along K.</summary>
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

    /// <summary>The same with zeros for what lies beyond K.</summary>
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
