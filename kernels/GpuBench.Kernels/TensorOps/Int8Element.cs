using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;

namespace GpuBench.Kernels.TensorOps;

/// <summary>int8, sums and results in int32.</summary>
internal readonly struct Int8Element : IMatrixElement
{
    public static int ElementsPerQuad => 16;

    public static bool HasHalfResults => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(WordQuad c, WordQuad a, uint b0, uint b1) => TensorIntrinsics.MultiplyAddInt8(c, a, b0, b1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddProducts(uint sum, uint a, uint b) =>
        (uint)((int)sum + Product(a, b, 24) + Product(a, b, 16) + Product(a, b, 8) + Product(a, b, 0));

    public static uint Convert(uint first, uint second) => first;

    public static uint Pack(uint first, uint second) => first;

    /// <summary>Of the elements that a shift to the left by <paramref name="shift"/> brings to the top, where the sign is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Product(uint a, uint b, int shift) => ((int)(a << shift) >> 24) * ((int)(b << shift) >> 24);
}
