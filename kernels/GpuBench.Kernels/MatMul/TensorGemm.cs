using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>
/// The body of <see cref="TensorTileMatMul"/>: a group computes a tile of C, each warp 64x64 in registers. Operands rotate through
/// stages in shared memory. Type arguments choose the tile, the copy, the arithmetic, and whether the operands have scales.
/// </summary>
/// <remarks>
/// Reads M·N·K·(1/rows + 1/columns of the tile) elements from global memory. A stage holds 64 bytes along K of each row of A and column of
/// B, in two steps; elements past K are zeros. Rows of A, B and C are multiples of 16 bytes.
/// <para>
/// Tensor cores never wait for a load that this warp has just issued: the pieces of a step are loaded before the products of the step
/// before, across the barrier as well, and the copies of a stage are issued between products.
/// </para>
/// </remarks>
internal static class TensorGemm
{
    public static void Kernel<TCopy, TOps, TTileB, TShape, TShared, TScaling>(
        ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCopy : struct, IAsyncCopy
        where TOps : struct, ITensorOps
        where TTileB : struct, IOperandTile
        where TShape : struct, ITensorTileShape
        where TShared : struct, ISharedQuads
        where TScaling : struct, IBlockScaling
    {
        // A (M,K), B (K,N) or (N,K), C (M,N), row-major; a group computes a tile of TShape, a warp 64x64; a stage is 64 bytes of K.
        var shared = TShared.Quads;
        var (rows, columns) = TensorTileShape.TileCounts<TShape>(shape.M, shape.N);
        var (tileRow, tileColumn) = TileOrder.Of(Grid.IdxX, rows, columns);
        int row = tileRow * TShape.Rows, column = tileColumn * TShape.Columns;
        int lane = Group.IdxX & 31, warp = Group.IdxX >> 5;
        const int side = TensorTileShape.WarpSide;
        int warpRow = (warp & (TShape.Rows / side - 1)) * side, warpColumn = warp / (TShape.Rows / side) * side;
        var pieces = LanePieces.Of<TOps, TTileB, TShape>(shared, lane, warpRow, warpColumn);
        var copies = StageCopies<TCopy, TTileB, TShape>.Of(
            shared, a, b, row, column, TOps.ElementsPerQuad, shape.M, shape.N, shape.K);
        BlockScales<TShape> scales = default;
        if (TScaling.IsScaled)
            scales = BlockScales<TShape>.Of(shared, a, b, row, column, shape.M, shape.N, shape.K);

        // Byte offsets of the stage to multiply, the stage after it, and the free stage.
        var stageBytes = TensorTileShape.StageBytes<TShape>();
        var ringBytes = TShape.Stages * stageBytes;
        int stage = 0, next = stageBytes, free = ringBytes - stageBytes;
        for (var ahead = 0; ahead < free; ahead += stageBytes)
            copies = CopyStage(shared, copies, ahead);
        AwaitNext<TCopy, TShape>();
        WarpSums<TOps> sums = default;
        var first = pieces.Load<TOps, TTileB>(shared, stage, 0);
        var stageElements = 4 * TOps.ElementsPerQuad;
        var steps = (shape.K + stageElements - 1) / stageElements;
        for (var step = 0; step < steps; step++)
        {
            // 8-bit elements have two stages for each 128 along K. A jump: with both stages and the multiplications in one block of code,
            // the assembler takes more registers than there are.
            if (TScaling.IsScaled)
            {
                if ((step & 1) == 0)
                {
                    scales = scales.LoadNext(step / 2);
                    sums = sums.Times(scales.FactorsOf(lane, warpRow, warpColumn));
                }
                else
                {
                    scales = scales.WriteFactor<TOps>(step / 2);
                }
            }

            var second = pieces.Load<TOps, TTileB>(shared, stage, 1);
            // All threads have left the stage that the copies overwrite. Copies past K write zeros that no thread multiplies.
            sums = sums.AddAndCopy(shared, first, copies, free);
            TCopy.Commit();
            copies = copies.Next();
            AwaitNext<TCopy, TShape>();
            first = pieces.Load<TOps, TTileB>(shared, next, 0);
            sums = sums.Add(shared, second);
            (free, stage, next) = (stage, next, next + stageBytes);
            next = next == ringBytes ? 0 : next;
        }

        TCopy.AwaitOwn();
        if (TScaling.IsScaled)
            sums = sums.Times(scales.FactorsOf(lane, warpRow, warpColumn));
        sums.Write(shared, c.Cast<WordQuad>(), new TilePlace(Grid.IdxZ, row + warpRow, column + warpColumn, shape.M, shape.N));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static StageCopies<TCopy, TTileB, TShape> CopyStage<TCopy, TTileB, TShape>(
        ArrayView<WordQuad> shared, StageCopies<TCopy, TTileB, TShape> copies, int stage)
        where TCopy : struct, IAsyncCopy
        where TTileB : struct, IOperandTile
        where TShape : struct, ITensorTileShape
    {
        copies.CopyA(shared, stage);
        copies.CopyFirstHalfOfB(shared, stage);
        copies.CopySecondHalfOfB(shared, stage);
        TCopy.Commit();
        return copies.Next();
    }

    /// <summary>Waits until the oldest stage on its way is complete, and all threads have loaded the pieces of the stage before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AwaitNext<TCopy, TShape>()
        where TCopy : struct, IAsyncCopy
        where TShape : struct, ITensorTileShape
    {
        if (TShape.Stages == 4)
            TCopy.AwaitAllButTwo();
        else
            TCopy.AwaitAllButOne();
    }

    /// <param name="arguments">Of <see cref="Kernel"/>: the copy, the arithmetic, B's tile, the shape, the memory, the scaling.</param>
    public static KernelEntryPoint EntryPoint(IMatMulKernel owner, MatMulVariant variant, int groupSize, params Type[] arguments)
    {
        var method = typeof(TensorGemm).GetMethod(nameof(Kernel))!.MakeGenericMethod(arguments);
        return new KernelEntryPoint(owner.QualifiedName, variant.ToString(), method, groupSize);
    }

    public static MatMulLaunch Load<TShape>(Accelerator accelerator, KernelEntryPoint entryPoint)
        where TShape : struct, ITensorTileShape
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, entryPoint);
        var group = new Index3D(entryPoint.MaxGroupSize, 1, 1);
        var memory = entryPoint.DynamicSharedBytes == 0
            ? SharedMemoryConfig.Empty
            : SharedMemoryConfig.RequestDynamic<byte>(entryPoint.DynamicSharedBytes);
        return (stream, a, b, c, shape) =>
        {
            var (rows, columns) = TensorTileShape.TileCounts<TShape>(shape.M, shape.N);
            launch(stream, new KernelConfig(new Index3D(rows * columns, 1, shape.BatchCount), group, memory), a, b, c, shape);
        };
    }
}
