using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The sums of 64 rows and 16 columns: what a lane loads of B serves four tiles.</summary>
internal struct SliceTiles<TOps> : ISliceSums<SliceTiles<TOps>>
    where TOps : struct, ISliceOps
{
    public SliceTile<TOps> Rows0;
    public SliceTile<TOps> Rows16;
    public SliceTile<TOps> Rows32;
    public SliceTile<TOps> Rows48;

    public static int ElementsPerQuad => TOps.ElementsPerQuad;

    public static int QuadsPerLane => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SliceColumns LoadRight(ArrayView<WordQuad> b, RowsAlongK right, int quad) => SliceColumns.Load<TOps>(b, right, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SliceTiles<TOps> AddStep(ArrayView<WordQuad> a, ArrayView<WordQuad> b, RowsAlongK left, SliceColumns right, int quad)
    {
        // A and B end at the same K.
        var pieces = right.Existing<TOps>(left, quad);
        return AddProduct(a, b, left, quad, pieces.Columns0, pieces.Columns8).AddProduct(a, b, left, quad + 4, pieces.Later0, pieces.Later8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly SliceTiles<TOps> AddProduct(ArrayView<WordQuad> a, ArrayView<WordQuad> b, RowsAlongK left, int quad, WordQuad right0, WordQuad right8)
    {
        SliceTiles<TOps> sum;
        sum.Rows0 = Rows0.AddProduct(a, b, left, 0, quad, right0, right8);
        sum.Rows16 = Rows16.AddProduct(a, b, left, 16, quad, right0, right8);
        sum.Rows32 = Rows32.AddProduct(a, b, left, 32, quad, right0, right8);
        sum.Rows48 = Rows48.AddProduct(a, b, left, 48, quad, right0, right8);
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
}
