using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>fp8 e4m3, sums in fp32, results in bf16. Units for it come with sm_89; a Hopper GPU converts it to fp16 first, and gains nothing.</summary>
internal readonly struct Fp8Element : IMatrixElement
{
    public static int ElementsPerQuad => 16;

    public static bool HasHalfResults => true;

    public static bool HasIntegerSums => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(WordQuad c, WordQuad a, uint b0, uint b1) => TensorIntrinsics.MultiplyAddFp8(c, a, b0, b1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddProducts(uint sum, uint a, uint b)
    {
        var total = Interop.IntAsFloat(sum) + Decode(a) * Decode(b);
        total += Decode(a >> 8) * Decode(b >> 8);
        total += Decode(a >> 16) * Decode(b >> 16);
        return Interop.FloatAsInt(total + Decode(a >> 24) * Decode(b >> 24));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Convert(uint first, uint second) => TensorIntrinsics.PackBf16(Interop.IntAsFloat(first), Interop.IntAsFloat(second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pack(uint first, uint second) => Bf16Codec.Pack(Interop.IntAsFloat(first), Interop.IntAsFloat(second));

    /// <summary>The value of the element in the low 8 bits, exact: 4 bits of exponent with a bias of 7, 3 of significand; NaN where all are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Decode(uint element)
    {
        var magnitude = element & 0x7Fu;
        var normal = Interop.IntAsFloat((magnitude << 20) + (120u << 23));
        var value = magnitude < 8 ? magnitude * (1f / 512) : normal;
        value = magnitude == 0x7Fu ? float.NaN : value;
        return (element & 0x80u) != 0 ? -value : value;
    }
}
