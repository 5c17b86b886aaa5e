using System.Runtime.InteropServices;
using GpuBench.PtxInterpreter.Memory;
using static GpuBench.PtxInterpreter.Driver.FakeDriver;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Tensor maps, with the limits of the driver's documentation.</summary>
internal static unsafe class TensorMapEntryPoints
{
    private const int MaxRank = 5;
    private const int MaxBoxExtent = 256;
    private const int TransferAlignment = 16;
    private const ulong MaxExtent = 1UL << 32;
    private const ulong MaxStrideBytes = 1UL << 40;

    // Indexed by CUtensorMapDataType, from UINT8 to TFLOAT32_FTZ.
    private static ReadOnlySpan<byte> ElementBytes => [1, 2, 4, 4, 8, 8, 2, 4, 8, 2, 4, 4, 4];

    [UnmanagedCallersOnly]
    private static CudaResult cuTensorMapEncodeTiled(
        byte* map, uint dataType, uint rank, ulong address, ulong* extents, ulong* strideBytes, uint* box, uint* elementStrides,
        int interleave, int swizzle, int l2Promotion, int outOfBoundsFill) => Run(_ =>
    {
        // The interpreter does not support interleaved layouts or a fill with NaN.
        if (dataType >= ElementBytes.Length || rank is 0 or > MaxRank || interleave != 0 || outOfBoundsFill != 0 || (uint)swizzle > 3)
            return CudaResult.InvalidValue;

        var tensor = new TensorMap(
            address, ElementBytes[(int)dataType], Copy(extents, rank), Copy(strideBytes, rank - 1), Copy(box, rank),
            (TensorMapSwizzle)swizzle);
        if (!IsAllowed(tensor, Copy(elementStrides, rank)) || (ulong)map % TensorMap.AlignmentBytes != 0)
            return CudaResult.InvalidValue;

        tensor.Encode().CopyTo(new Span<byte>(map, TensorMap.ByteCount));
        return CudaResult.Success;
    });

    private static bool IsAllowed(TensorMap tensor, uint[] elementStrides)
    {
        var innerBytes = (long)tensor.Box[0] * tensor.ElementBytes;
        return tensor.Address % TransferAlignment == 0
            && tensor.Extents.All(extent => extent is > 0 and <= MaxExtent)
            && tensor.StrideBytes.All(stride => stride % TransferAlignment == 0 && stride < MaxStrideBytes)
            && tensor.Box.All(extent => extent is > 0 and <= MaxBoxExtent)
            && Array.TrueForAll(elementStrides, stride => stride == 1)
            && innerBytes % TransferAlignment == 0
            && (tensor.Swizzle == TensorMapSwizzle.None || innerBytes <= Swizzle.SpanBytes(tensor.Swizzle));
    }

    private static T[] Copy<T>(T* values, uint count)
        where T : unmanaged => new ReadOnlySpan<T>(values, (int)count).ToArray();
}
