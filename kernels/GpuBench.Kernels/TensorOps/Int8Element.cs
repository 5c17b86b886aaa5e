using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;

namespace GpuBench.Kernels.TensorOps;

/// <summary>int8, sums and results in int32.</summary>
internal readonly struct Int8Element : IMatrixElement
{
    public static int ElementsPerQuad => 16;

    public static bool HasHalfResults => false;

    public static bool HasIntegerSums => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(WordQuad c, WordQuad a, uint b0, uint b1) => TensorIntrinsics.MultiplyAddInt8(c, a, b0, b1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddProducts(uint sum, uint a, uint b) => Int8Words.AddProducts(sum, a, b);

    public static uint Convert(uint first, uint second) => first;

    public static uint Pack(uint first, uint second) => first;
}
