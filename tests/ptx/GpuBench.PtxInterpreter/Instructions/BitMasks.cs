namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>PTX ISA, "bmsk" and "szext": runs of ones, and extension from any width.</summary>
internal static class BitMasks
{
    private const ulong WordBits = 32;

    /// <param name="clamps">Whether positions and widths beyond the word are clamped instead of taken modulo 32.</param>
    public static LaneFunction FindMask(bool clamps) => (position, width, _) =>
    {
        if (clamps && position >= WordBits)
            return 0;
        var count = clamps ? Math.Min(width, WordBits) : width % WordBits;
        return Bits.ZeroExtend(((1UL << (int)count) - 1) << (int)(position % WordBits), (int)WordBits);
    };

    public static LaneFunction FindExtension(bool clamps, bool isSigned) => (value, width, _) =>
    {
        var count = (int)(clamps ? Math.Min(width, WordBits) : width % WordBits);
        if (count == 0)
            return 0;
        return isSigned ? Bits.ZeroExtend((ulong)Bits.SignExtend(value, count), (int)WordBits) : Bits.ZeroExtend(value, count);
    };
}
