using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;

namespace GpuBench.Kernels.TensorOps;

/// <summary>fp8 e4m3 as <see cref="Fp8Input"/>, by two fp16 products: every e4m3 value is an fp16 value, exactly.</summary>
/// <remarks>
/// For sm_90, whose <c>mma.sync</c> has no fp8. Its assembler would convert as well, and would then add the products to the sums by
/// 512 further instructions a stage. A product may take the elements along K in any order that A and B share: the first one takes the
/// lower two of each word, the second one the upper two.
/// </remarks>
internal readonly struct Fp8AsFp16Input : IMmaInput
{
    public static int ElementsPerQuad => Fp8Input.ElementsPerQuad;

    public static bool HasHalfResults => Fp8Input.HasHalfResults;

    public static bool HasIntegerSums => Fp8Input.HasIntegerSums;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(WordQuad c, WordQuad a, uint b0, uint b1)
    {
        var lower = TensorIntrinsics.MultiplyAddFp16(c, Lower(a.X, a.Y, a.Z, a.W), Lower(b0), Lower(b1));
        return TensorIntrinsics.MultiplyAddFp16(lower, Lower(a.X >> 16, a.Y >> 16, a.Z >> 16, a.W >> 16), Lower(b0 >> 16), Lower(b1 >> 16));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddProducts(uint sum, uint a, uint b) => Fp8Input.AddProducts(sum, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Convert(uint first, uint second) => Fp8Input.Convert(first, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pack(uint first, uint second) => Fp8Input.Pack(first, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static WordQuad Lower(uint x, uint y, uint z, uint w)
    {
        WordQuad halves;
        halves.X = Lower(x);
        halves.Y = Lower(y);
        halves.Z = Lower(z);
        halves.W = Lower(w);
        return halves;
    }

    /// <summary>The lower two elements of a word in fp16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Lower(uint word) => TensorIntrinsics.Fp16OfFp8((ushort)word);
}
