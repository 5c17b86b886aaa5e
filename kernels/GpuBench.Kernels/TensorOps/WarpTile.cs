using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The sums of 64x64 elements of C in the registers of a warp, 128 a lane: as many as leave room for the pieces of A and B.</summary>
/// <remarks>A step reads 4 KiB of shared memory for 32 matrix instructions. With half the rows or columns the reads would bound a Hopper GPU.</remarks>
public struct WarpTile
{
    public WarpRow Rows0;
    public WarpRow Rows16;
    public WarpRow Rows32;
    public WarpRow Rows48;

    /// <summary>This plus one step along K of 64 rows of A times 64 columns of B.</summary>
    /// <param name="left">The lane's quad of A, see <see cref="IOperandTile.LaneQuad"/>.</param>
    /// <param name="right">The lane's quad of B.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly WarpTile AddProduct<TOps, TRight>(ArrayView<WordQuad> shared, int left, int right)
        where TOps : struct, ITensorOps
        where TRight : struct, IOperandTile
    {
        var b0 = TOps.LoadRight(shared, right);
        var b16 = TOps.LoadRight(shared, TRight.Piece(right, 1));
        var b32 = TOps.LoadRight(shared, TRight.Piece(right, 2));
        var b48 = TOps.LoadRight(shared, TRight.Piece(right, 3));
        WarpTile sum;
        sum.Rows0 = Rows0.AddProduct<TOps>(shared, TOps.LoadLeft(shared, left), b0, b16, b32, b48);
        sum.Rows16 = Rows16.AddProduct<TOps>(shared, TOps.LoadLeft(shared, LeftRows.Piece(left, 1)), b0, b16, b32, b48);
        sum.Rows32 = Rows32.AddProduct<TOps>(shared, TOps.LoadLeft(shared, LeftRows.Piece(left, 2)), b0, b16, b32, b48);
        sum.Rows48 = Rows48.AddProduct<TOps>(shared, TOps.LoadLeft(shared, LeftRows.Piece(left, 3)), b0, b16, b32, b48);
        return sum;
    }
}
