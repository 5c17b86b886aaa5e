using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Operations of a warp on tiles in shared memory: tensor cores or, on every device, plain code. A type argument.</summary>
internal interface ITensorOps
{
    /// <summary>Elements of A or B in 16 bytes.</summary>
    static abstract int ElementsPerQuad { get; }

    /// <summary>The address of the first quad of shared memory, from which offsets in bytes count.</summary>
    static abstract uint Origin(ArrayView<WordQuad> shared);

    /// <summary>Loads 16 rows of A and one step along K, from the lane's address on; see <see cref="IOperandTile.Offset"/>.</summary>
    static abstract WordQuad LoadA(ArrayView<WordQuad> shared, uint address);

    /// <summary>Loads 16 columns of B and one step along K: X and Y for the first eight columns, Z and W for the others.</summary>
    static abstract WordQuad LoadB(ArrayView<WordQuad> shared, uint address);

    /// <summary>c + a·b for 16 rows, 8 columns. Lane 4g + t sums row g in columns 2t and 2t+1, and row g+8 in the same.</summary>
    static abstract WordQuad MultiplyAdd(ArrayView<WordQuad> shared, WordQuad c, WordQuad a, uint b0, uint b1);

    /// <summary>Words of two results: 1 or 2.</summary>
    static abstract int WordsPerPair { get; }

    /// <summary>Converts two sums, neighbours in a row, to results and writes them.</summary>
    static abstract void StorePair(ArrayView<uint> target, int word, uint first, uint second);

    /// <summary>An fp32 quotient with an error of at most two units in the last place.</summary>
    static abstract float Quotient(float dividend, float divisor);
}

/// <summary>CUDA's matrix instructions: <c>ldmatrix</c> and <c>mma.sync</c>, from sm_80 on.</summary>
internal readonly struct CudaTensorOps<TElement, TTileB> : ITensorOps
    where TElement : struct, IMmaInput
    where TTileB : struct, IOperandTile
{
    public static int ElementsPerQuad => TElement.ElementsPerQuad;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Origin(ArrayView<WordQuad> shared) => TensorIntrinsics.AddressOf(ref shared[0]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad LoadA(ArrayView<WordQuad> shared, uint address) => TileA.Load(shared, address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad LoadB(ArrayView<WordQuad> shared, uint address) => TTileB.Load(shared, address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(ArrayView<WordQuad> shared, WordQuad c, WordQuad a, uint b0, uint b1) =>
        TElement.MultiplyAdd(c, a, b0, b1);

    public static int WordsPerPair => TElement.HasHalfResults ? 1 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePair(ArrayView<uint> target, int word, uint first, uint second) =>
        FragmentC.StorePair<TElement>(target, word, first, second, TElement.Convert(first, second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Quotient(float dividend, float divisor) => TensorIntrinsics.Quotient(dividend, divisor);
}

/// <summary>
/// The same products in plain code. A loaded piece is only the lane's quad; the product derives the piece from it, by the rule of which
/// lane addresses which row, and reads shared memory itself. So a wrong lane address shows as a wrong result. Lanes exchange nothing:
/// the barriers of an exchange would hide a missing one.
/// </summary>
internal readonly struct EmulatedTensorOps<TElement, TTileB> : ITensorOps
    where TElement : struct, IMmaInput
    where TTileB : struct, IOperandTile
{
    private const int WordsOfStep = 8;
    private const uint QuadBytes = 16;

    public static int ElementsPerQuad => TElement.ElementsPerQuad;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad LoadA(ArrayView<WordQuad> shared, uint address)
    {
        WordQuad piece = default;
        piece.X = address / QuadBytes;
        return piece;
    }

    /// <summary>The lane's quad and the first column, for each half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad LoadB(ArrayView<WordQuad> shared, uint address)
    {
        WordQuad piece;
        piece.X = address / QuadBytes;
        piece.Y = 0;
        piece.Z = address / QuadBytes;
        piece.W = 8;
        return piece;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Origin(ArrayView<WordQuad> shared) => 0;

    /// <remarks>Not inlined: compiling 64 copies of the body takes half a minute.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static WordQuad MultiplyAdd(ArrayView<WordQuad> shared, WordQuad c, WordQuad a, uint b0, uint b1)
    {
        var lane = Group.IdxX & 31;
        int row = lane >> 2, column = (int)b1 + (lane & 3) * 2;
        for (var word = 0; word < WordsOfStep; word++)
        {
            var upper = TileA.Word(shared, (int)a.X, lane, row, word);
            var lower = TileA.Word(shared, (int)a.X, lane, row + 8, word);
            var bEven = TTileB.Word(shared, (int)b0, lane, column, word);
            var bOdd = TTileB.Word(shared, (int)b0, lane, column + 1, word);
            c.X = TElement.AddProducts(c.X, upper, bEven);
            c.Y = TElement.AddProducts(c.Y, upper, bOdd);
            c.Z = TElement.AddProducts(c.Z, lower, bEven);
            c.W = TElement.AddProducts(c.W, lower, bOdd);
        }

        return c;
    }

    public static int WordsPerPair => TElement.HasHalfResults ? 1 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePair(ArrayView<uint> target, int word, uint first, uint second) =>
        FragmentC.StorePair<TElement>(target, word, first, second, TElement.Pack(first, second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Quotient(float dividend, float divisor) => dividend / divisor;
}
