using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The sums of 64 rows and 32 columns: 64 registers a lane. Each quad of A serves four columns of tiles.</summary>
internal struct SlicePanel<TOps>
    where TOps : struct, ISliceOps
{
    public SlicePanelRow<TOps> Rows0;
    public SlicePanelRow<TOps> Rows16;
    public SlicePanelRow<TOps> Rows32;
    public SlicePanelRow<TOps> Rows48;

    /// <summary>This plus 64 bytes along K, from shared memory: 64 rows of A times 32 columns of B.</summary>
    /// <param name="placeOfA">The lane's quad of the first eight rows; the next rows follow 32 quads apart.</param>
    /// <param name="placeOfB">The same for the columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SlicePanel<TOps> AddStage(
        ArrayView<uint> a, ArrayView<uint> b, ArrayView<WordQuad> shared, int placeOfA, int placeOfB)
    {
        var columns0 = shared[placeOfB];
        var columns8 = shared[placeOfB + 32];
        var columns16 = shared[placeOfB + 64];
        var columns24 = shared[placeOfB + 96];
        SlicePanel<TOps> sum;
        sum.Rows0 = Rows0.AddProduct(a, b, shared, placeOfA, columns0, columns8, columns16, columns24);
        sum.Rows16 = Rows16.AddProduct(a, b, shared, placeOfA + 64, columns0, columns8, columns16, columns24);
        sum.Rows32 = Rows32.AddProduct(a, b, shared, placeOfA + 128, columns0, columns8, columns16, columns24);
        sum.Rows48 = Rows48.AddProduct(a, b, shared, placeOfA + 192, columns0, columns8, columns16, columns24);
        return sum;
    }

    /// <summary>Converts the sums and writes the part that is inside C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write(ArrayView<uint> c, TilePlace place, int lane)
    {
        Rows0.Write(c, place, lane);
        Rows16.Write(c, place.Below(16), lane);
        Rows32.Write(c, place.Below(32), lane);
        Rows48.Write(c, place.Below(48), lane);
    }
}

/// <summary>The sums of 16 rows and 32 columns.</summary>
internal struct SlicePanelRow<TOps>
    where TOps : struct, ISliceOps
{
    public SliceTile<TOps> Columns0;
    public SliceTile<TOps> Columns16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SlicePanelRow<TOps> AddProduct(
        ArrayView<uint> a, ArrayView<uint> b, ArrayView<WordQuad> shared, int placeOfA,
        WordQuad columns0, WordQuad columns8, WordQuad columns16, WordQuad columns24)
    {
        var upper = shared[placeOfA];
        var lower = shared[placeOfA + 32];
        SlicePanelRow<TOps> sum;
        sum.Columns0 = Columns0.AddProduct(a.Cast<WordQuad>(), b.Cast<WordQuad>(), upper, lower, columns0, columns8);
        sum.Columns16 = Columns16.AddProduct(a.Cast<WordQuad>(), b.Cast<WordQuad>(), upper, lower, columns16, columns24);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write(ArrayView<uint> c, TilePlace place, int lane)
    {
        Columns0.Write(c, place, lane);
        Columns16.Write(c, place with { Column = place.Column + 16 }, lane);
    }
}
