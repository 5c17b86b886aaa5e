namespace GpuBench.PtxInterpreter.Memory;

/// <summary>
/// The patterns that permute 16-byte pieces in shared memory, so that a column is not in one bank. They XOR the address bits
/// from bit 4 up with the bits from bit 7 up.
/// </summary>
internal static class Swizzle
{
    private const int PieceShift = 4, RowShift = 7;

    public static int SpanBytes(TensorMapSwizzle swizzle) => swizzle switch
    {
        TensorMapSwizzle.Bytes32 => 32,
        TensorMapSwizzle.Bytes64 => 64,
        TensorMapSwizzle.Bytes128 => 128,
        _ => 16,
    };

    public static ulong Apply(ulong address, TensorMapSwizzle swizzle)
    {
        var mask = (ulong)(SpanBytes(swizzle) / 16 - 1);
        return address ^ ((address >> RowShift) & mask) << PieceShift;
    }
}
