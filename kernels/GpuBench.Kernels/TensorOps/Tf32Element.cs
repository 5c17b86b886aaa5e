using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>tf32: the unit reads the upper 19 bits of an fp32 word. Sums and results in fp32.</summary>
internal readonly struct Tf32Element : IMatrixElement
{
    private const uint KeptBits = 0xFFFFE000u;

    public static int ElementsPerQuad => 4;

    public static bool HasHalfResults => false;

    public static bool HasIntegerSums => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(WordQuad c, WordQuad a, uint b0, uint b1) => TensorIntrinsics.MultiplyAddTf32(c, a, b0, b1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddProducts(uint sum, uint a, uint b) =>
        Interop.FloatAsInt(Interop.IntAsFloat(sum) + Interop.IntAsFloat(a & KeptBits) * Interop.IntAsFloat(b & KeptBits));

    public static uint Convert(uint first, uint second) => first;

    public static uint Pack(uint first, uint second) => first;
}
