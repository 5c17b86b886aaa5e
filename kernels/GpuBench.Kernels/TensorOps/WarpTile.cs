using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>64x64 sums by tensor cores: 128 registers a lane, which leaves room for the pieces of A and B.</summary>
/// <remarks>
/// A step reads 4 KiB of shared memory for 32 matrix instructions. With half the rows or columns, reads would limit a Hopper GPU.
/// </remarks>
internal struct WarpTile<TOps, TTileB> : IWarpTile<WarpTile<TOps, TTileB>>
    where TOps : struct, ITensorOps
    where TTileB : struct, IOperandTile
{
    public WarpRow<TOps> Rows0;
    public WarpRow<TOps> Rows16;
    public WarpRow<TOps> Rows32;
    public WarpRow<TOps> Rows48;

    public static int ElementsPerQuad => TOps.ElementsPerQuad;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int QuadOfA(int lane, int row) => TileA.LaneQuad(lane, row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int QuadOfB(int lane, int column) => TTileB.LaneQuad(lane, column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly WarpTile<TOps, TTileB> AddStage(ArrayView<WordQuad> shared, int aQuad, int bQuad) =>
        AddStep(shared, aQuad, bQuad).AddStep(shared, TileA.SecondStep(aQuad), TTileB.SecondStep(bQuad));

    /// <summary>This plus one step along K of 64 rows of A times 64 columns of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly WarpTile<TOps, TTileB> AddStep(ArrayView<WordQuad> shared, int aQuad, int bQuad)
    {
        var b0 = TOps.LoadB(shared, bQuad);
        var b16 = TOps.LoadB(shared, TTileB.Piece(bQuad, 1));
        var b32 = TOps.LoadB(shared, TTileB.Piece(bQuad, 2));
        var b48 = TOps.LoadB(shared, TTileB.Piece(bQuad, 3));
        WarpTile<TOps, TTileB> sum;
        sum.Rows0 = Rows0.AddProduct(shared, TOps.LoadA(shared, aQuad), b0, b16, b32, b48);
        sum.Rows16 = Rows16.AddProduct(shared, TOps.LoadA(shared, TileA.Piece(aQuad, 1)), b0, b16, b32, b48);
        sum.Rows32 = Rows32.AddProduct(shared, TOps.LoadA(shared, TileA.Piece(aQuad, 2)), b0, b16, b32, b48);
        sum.Rows48 = Rows48.AddProduct(shared, TOps.LoadA(shared, TileA.Piece(aQuad, 3)), b0, b16, b32, b48);
        return sum;
    }

    /// <summary>Writes the lane's sums to shared memory, 32 quads apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StageSums(ArrayView<WordQuad> shared, int place)
    {
        Rows0.StageSums(shared, place + 0);
        Rows16.StageSums(shared, place + 256);
        Rows32.StageSums(shared, place + 512);
        Rows48.StageSums(shared, place + 768);
    }

    /// <summary>Adds sums that <see cref="StageSums"/> wrote, and writes the part that is inside C from registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void WriteWithStaged<TElement>(ArrayView<WordQuad> shared, int staged, ArrayView<uint> c, TilePlace place, int lane)
        where TElement : struct, IMmaInput
    {
        Rows0.PlusStaged<TElement>(shared, staged + 0).WriteDirect(c, place.Below(0), lane);
        Rows16.PlusStaged<TElement>(shared, staged + 256).WriteDirect(c, place.Below(16), lane);
        Rows32.PlusStaged<TElement>(shared, staged + 512).WriteDirect(c, place.Below(32), lane);
        Rows48.PlusStaged<TElement>(shared, staged + 768).WriteDirect(c, place.Below(48), lane);
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

    /// <summary>Writes the lane's sums to shared memory, 32 quads apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StageSums(ArrayView<WordQuad> shared, int place)
    {
        shared[place + 0] = Columns0;
        shared[place + 32] = Columns8;
        shared[place + 64] = Columns16;
        shared[place + 96] = Columns24;
        shared[place + 128] = Columns32;
        shared[place + 160] = Columns40;
        shared[place + 192] = Columns48;
        shared[place + 224] = Columns56;
    }

    /// <summary>This plus sums that <see cref="StageSums"/> wrote.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly WarpRow<TOps> PlusStaged<TElement>(ArrayView<WordQuad> shared, int place)
        where TElement : struct, IMmaInput
    {
        WarpRow<TOps> sum;
        sum.Columns0 = FragmentC.Plus<TElement>(Columns0, shared[place + 0]);
        sum.Columns8 = FragmentC.Plus<TElement>(Columns8, shared[place + 32]);
        sum.Columns16 = FragmentC.Plus<TElement>(Columns16, shared[place + 64]);
        sum.Columns24 = FragmentC.Plus<TElement>(Columns24, shared[place + 96]);
        sum.Columns32 = FragmentC.Plus<TElement>(Columns32, shared[place + 128]);
        sum.Columns40 = FragmentC.Plus<TElement>(Columns40, shared[place + 160]);
        sum.Columns48 = FragmentC.Plus<TElement>(Columns48, shared[place + 192]);
        sum.Columns56 = FragmentC.Plus<TElement>(Columns56, shared[place + 224]);
        return sum;
    }

    /// <summary>Writes the part that is inside C, from registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void WriteDirect(ArrayView<uint> c, TilePlace place, int lane)
    {
        Direct(c, place with { Column = place.Column + 0 }, lane, Columns0);
        Direct(c, place with { Column = place.Column + 8 }, lane, Columns8);
        Direct(c, place with { Column = place.Column + 16 }, lane, Columns16);
        Direct(c, place with { Column = place.Column + 24 }, lane, Columns24);
        Direct(c, place with { Column = place.Column + 32 }, lane, Columns32);
        Direct(c, place with { Column = place.Column + 40 }, lane, Columns40);
        Direct(c, place with { Column = place.Column + 48 }, lane, Columns48);
        Direct(c, place with { Column = place.Column + 56 }, lane, Columns56);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Direct(ArrayView<uint> c, TilePlace place, int lane, WordQuad sums)
    {
        int row = place.Row + lane / 4, column = place.Column + (lane & 3) * 2;
        if (column >= place.Width)
            return;
        var pair = ((place.Batch * place.Height + row) * place.Width + column) / 2;
        if (row < place.Height)
            TOps.StorePair(c, pair * TOps.WordsPerPair, sums.X, sums.Y);
        if (row + 8 < place.Height)
            TOps.StorePair(c, (pair + 4 * place.Width) * TOps.WordsPerPair, sums.Z, sums.W);
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

    /// <summary>Writes two neighbours of a row, and two of the row eight further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Stage(ArrayView<uint> words, int word, int pitch, WordQuad sums)
    {
        TOps.StorePair(words, word, sums.X, sums.Y);
        TOps.StorePair(words, word + 8 * 4 * pitch, sums.Z, sums.W);
    }
}
