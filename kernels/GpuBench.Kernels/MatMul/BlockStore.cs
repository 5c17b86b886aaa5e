using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>Writes a block of C in rows of quads, as far as C reaches. N is a multiple of four.</summary>
internal static class BlockStore
{
    /// <param name="row">First row within the matrix of this group's batch.</param>
    /// <param name="column">A multiple of four.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows<TCodec>(ArrayView<uint> c, int row, int column, QuadBlock block, MatMulShape shape)
        where TCodec : struct, IElementCodec
    {
        if (column >= shape.N)
            return;
        var nQuads = shape.N / 4;
        var first = (Grid.IdxZ * shape.M + row) * nQuads + column / 4;
        if (row < shape.M)
            TCodec.StoreQuad(c, first, block.Row0);
        if (row + 1 < shape.M)
            TCodec.StoreQuad(c, first + nQuads, block.Row1);
        if (row + 2 < shape.M)
            TCodec.StoreQuad(c, first + 2 * nQuads, block.Row2);
        if (row + 3 < shape.M)
            TCodec.StoreQuad(c, first + 3 * nQuads, block.Row3);
    }
}
