namespace GpuBench.PtxInterpreter.Memory;

/// <summary>
/// The patterns in which 16-byte pieces trade places in shared memory, so that columns do not fall on one bank: bits 4 and up
/// of an address are combined with bits 7 and up.
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
