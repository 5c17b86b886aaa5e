using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Sums by matrix units, 128 registers a lane: as many as leave room for the pieces of A and B.</summary>
/// <remarks>A step reads 4 KiB of shared memory for 32 matrix instructions. With half the rows or columns the reads would bound a Hopper GPU.</remarks>
internal struct WarpTile<TOps, TRight> : IWarpSums<WarpTile<TOps, TRight>>
    where TOps : struct, ITensorOps
    where TRight : struct, IOperandTile
{
    public WarpRow<TOps> Rows0;
    public WarpRow<TOps> Rows16;
    public WarpRow<TOps> Rows32;
    public WarpRow<TOps> Rows48;

    public static int ElementsPerQuad => TOps.ElementsPerQuad;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LeftQuad(int lane, int row) => LeftRows.LaneQuad(lane, row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RightQuad(int lane, int column) => TRight.LaneQuad(lane, column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly WarpTile<TOps, TRight> AddStage(ArrayView<WordQuad> shared, int left, int right) =>
        AddStep(shared, left, right).AddStep(shared, LeftRows.SecondStep(left), TRight.SecondStep(right));

    /// <summary>This plus one step along K of 64 rows of A times 64 columns of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly WarpTile<TOps, TRight> AddStep(ArrayView<WordQuad> shared, int left, int right)
    {
        var b0 = TOps.LoadRight(shared, right);
        var b16 = TOps.LoadRight(shared, TRight.Piece(right, 1));
        var b32 = TOps.LoadRight(shared, TRight.Piece(right, 2));
        var b48 = TOps.LoadRight(shared, TRight.Piece(right, 3));
        WarpTile<TOps, TRight> sum;
        sum.Rows0 = Rows0.AddProduct(shared, TOps.LoadLeft(shared, left), b0, b16, b32, b48);
        sum.Rows16 = Rows16.AddProduct(shared, TOps.LoadLeft(shared, LeftRows.Piece(left, 1)), b0, b16, b32, b48);
        sum.Rows32 = Rows32.AddProduct(shared, TOps.LoadLeft(shared, LeftRows.Piece(left, 2)), b0, b16, b32, b48);
        sum.Rows48 = Rows48.AddProduct(shared, TOps.LoadLeft(shared, LeftRows.Piece(left, 3)), b0, b16, b32, b48);
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
