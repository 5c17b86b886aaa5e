using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>64x64 sums of a warp by tensor cores: 128 registers a lane, which leaves room for the pieces of A and B.</summary>
/// <remarks>
/// A step reads 4 KiB of shared memory for 32 matrix instructions. With half the rows or columns, reads would limit a Hopper GPU.
/// </remarks>
internal struct WarpSums<TOps>
    where TOps : struct, ITensorOps
{
    public WarpRow<TOps> Rows0;
    public WarpRow<TOps> Rows16;
    public WarpRow<TOps> Rows32;
    public WarpRow<TOps> Rows48;

    /// <summary>This plus the product of one step along K.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly WarpSums<TOps> Add(ArrayView<WordQuad> shared, StepPieces x)
    {
        WarpSums<TOps> sum;
        sum.Rows0 = Rows0.AddProduct(shared, x.A0, x.B0, x.B16, x.B32, x.B48);
        sum.Rows16 = Rows16.AddProduct(shared, x.A16, x.B0, x.B16, x.B32, x.B48);
        sum.Rows32 = Rows32.AddProduct(shared, x.A32, x.B0, x.B16, x.B32, x.B48);
        sum.Rows48 = Rows48.AddProduct(shared, x.A48, x.B0, x.B16, x.B32, x.B48);
        return sum;
    }

    /// <summary>The same, and starts the copies of a stage between the products, so that neither waits for the other.</summary>
    /// <param name="free">Byte offset of the stage that the copies overwrite.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly WarpSums<TOps> AddAndCopy<TCopy, TTileB, TShape>(
        ArrayView<WordQuad> shared, StepPieces x, StageCopies<TCopy, TTileB, TShape> copies, int free)
        where TCopy : struct, IAsyncCopy
        where TTileB : struct, IOperandTile
        where TShape : struct, ITensorTileShape
    {
        WarpSums<TOps> sum;
        sum.Rows0 = Rows0.AddProduct(shared, x.A0, x.B0, x.B16, x.B32, x.B48);
        TCopy.AwaitReaders();
        copies.CopyA(shared, free);
        sum.Rows16 = Rows16.AddProduct(shared, x.A16, x.B0, x.B16, x.B32, x.B48);
        copies.CopyFirstHalfOfB(shared, free);
        sum.Rows32 = Rows32.AddProduct(shared, x.A32, x.B0, x.B16, x.B32, x.B48);
        copies.CopySecondHalfOfB(shared, free);
        sum.Rows48 = Rows48.AddProduct(shared, x.A48, x.B0, x.B16, x.B32, x.B48);
        return sum;
    }

    /// <summary>The fp32 sums, each row times its factor.</summary>
    /// <param name="factors">Of all rows from the lane's first to its last.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly WarpSums<TOps> Times(ArrayView<float> factors)
    {
        WarpSums<TOps> scaled;
        scaled.Rows0 = Rows0.Times(factors[0], factors[8]);
        scaled.Rows16 = Rows16.Times(factors[16], factors[24]);
        scaled.Rows32 = Rows32.Times(factors[32], factors[40]);
        scaled.Rows48 = Rows48.Times(factors[48], factors[56]);
        return scaled;
    }

    /// <summary>Writes the part of the sums that is inside C; see <see cref="TileStore"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write(ArrayView<WordQuad> shared, ArrayView<WordQuad> c, TilePlace place)
    {
        TileStore.Write(shared, c, place, Rows0);
        TileStore.Write(shared, c, place.Below(TileStore.Rows), Rows16);
        TileStore.Write(shared, c, place.Below(2 * TileStore.Rows), Rows32);
        TileStore.Write(shared, c, place.Below(3 * TileStore.Rows), Rows48);
    }
}

/// <summary>The sums of 16 rows and 64 columns of C by tensor cores: a field has eight columns, a lane 32 registers.</summary>
internal struct WarpRow<TOps> : IStagedRows
    where TOps : struct, ITensorOps
{
    public WordQuad Columns0;
    public WordQuad Columns8;
    public WordQuad Columns16;
    public WordQuad Columns24;
    public WordQuad Columns32;
    public WordQuad Columns40;
    public WordQuad Columns48;
    public WordQuad Columns56;

    public static int QuadsPerRow => TOps.WordsPerPair * 8;

    /// <summary>This plus 16 rows of A times 64 columns of B: eight matrix instructions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly WarpRow<TOps> AddProduct(ArrayView<WordQuad> shared, WordQuad a, WordQuad b0, WordQuad b16, WordQuad b32, WordQuad b48)
    {
        WarpRow<TOps> sum;
        sum.Columns0 = TOps.MultiplyAdd(shared, Columns0, a, b0.X, b0.Y);
        sum.Columns8 = TOps.MultiplyAdd(shared, Columns8, a, b0.Z, b0.W);
        sum.Columns16 = TOps.MultiplyAdd(shared, Columns16, a, b16.X, b16.Y);
        sum.Columns24 = TOps.MultiplyAdd(shared, Columns24, a, b16.Z, b16.W);
        sum.Columns32 = TOps.MultiplyAdd(shared, Columns32, a, b32.X, b32.Y);
        sum.Columns40 = TOps.MultiplyAdd(shared, Columns40, a, b32.Z, b32.W);
        sum.Columns48 = TOps.MultiplyAdd(shared, Columns48, a, b48.X, b48.Y);
        sum.Columns56 = TOps.MultiplyAdd(shared, Columns56, a, b48.Z, b48.W);
        return sum;
    }

    /// <summary>The fp32 sums of the lane's two rows, each times a factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly WarpRow<TOps> Times(float upper, float lower)
    {
        WarpRow<TOps> scaled;
        scaled.Columns0 = Times(Columns0, upper, lower);
        scaled.Columns8 = Times(Columns8, upper, lower);
        scaled.Columns16 = Times(Columns16, upper, lower);
        scaled.Columns24 = Times(Columns24, upper, lower);
        scaled.Columns32 = Times(Columns32, upper, lower);
        scaled.Columns40 = Times(Columns40, upper, lower);
        scaled.Columns48 = Times(Columns48, upper, lower);
        scaled.Columns56 = Times(Columns56, upper, lower);
        return scaled;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Stage(ArrayView<WordQuad> shared, int stage, int pitch, int lane)
    {
        var pair = TOps.WordsPerPair;
        var words = shared.Cast<uint>();
        var word = (stage + lane / 4 * pitch) * 4 + (lane & 3) * pair;
        Stage(words, word, pitch, Columns0);
        Stage(words, word + 4 * pair, pitch, Columns8);
        Stage(words, word + 8 * pair, pitch, Columns16);
        Stage(words, word + 12 * pair, pitch, Columns24);
        Stage(words, word + 16 * pair, pitch, Columns32);
        Stage(words, word + 20 * pair, pitch, Columns40);
        Stage(words, word + 24 * pair, pitch, Columns48);
        Stage(words, word + 28 * pair, pitch, Columns56);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static WordQuad Times(WordQuad sums, float upper, float lower)
    {
        WordQuad scaled;
        scaled.X = Interop.FloatAsInt(Interop.IntAsFloat(sums.X) * upper);
        scaled.Y = Interop.FloatAsInt(Interop.IntAsFloat(sums.Y) * upper);
        scaled.Z = Interop.FloatAsInt(Interop.IntAsFloat(sums.Z) * lower);
        scaled.W = Interop.FloatAsInt(Interop.IntAsFloat(sums.W) * lower);
        return scaled;
    }

    /// <summary>Writes two neighbours of a row, and two of the row eight further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Stage(ArrayView<uint> words, int word, int pitch, WordQuad sums)
    {
        TOps.StorePair(words, word, sums.X, sums.Y);
        TOps.StorePair(words, word + 8 * 4 * pitch, sums.Z, sums.W);
    }
}
