using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Fp16, sums in fp32, results in fp16.</summary>
internal readonly struct Fp16Element : IMatrixElement
{
    public static int ElementsPerQuad => 8;

    public static bool HasHalfResults => true;

    public static bool HasIntegerSums => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(WordQuad c, WordQuad a, uint b0, uint b1) => TensorIntrinsics.MultiplyAddFp16(c, a, b0, b1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddProducts(uint sum, uint a, uint b) => HalfProducts.Add<Fp16Codec>(sum, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Convert(uint first, uint second) => TensorIntrinsics.PackFp16(Interop.IntAsFloat(first), Interop.IntAsFloat(second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pack(uint first, uint second) => Fp16Codec.Pack(Interop.IntAsFloat(first), Interop.IntAsFloat(second));
}
