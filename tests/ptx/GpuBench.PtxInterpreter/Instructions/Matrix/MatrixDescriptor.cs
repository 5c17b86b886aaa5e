using GpuBench.PtxInterpreter.Memory;

namespace GpuBench.PtxInterpreter.Instructions.Matrix;

/// <summary>
/// PTX ISA, "Matrix Descriptor": the layout of an operand of wgmma in shared memory. The leading and the stride offset are
/// the distances between cores of 8 rows by 16 bytes. With a swizzle, the cores of a row are adjacent.
/// </summary>
/// <param name="Bits">Start, leading and stride offset in units of 16 bytes at bits 0, 16 and 32. The swizzle at bit 62.</param>
internal readonly record struct MatrixDescriptor(ulong Bits)
{
    private const int UnitShift = 4;
    private const ulong FieldMask = 0x3fff;
    private const int CoreRows = 8, CoreRowBytes = 16;

    private ulong Start => (Bits & FieldMask) << UnitShift;

    private ulong LeadingOffset => ((Bits >> 16) & FieldMask) << UnitShift;

    private ulong StrideOffset => ((Bits >> 32) & FieldMask) << UnitShift;

    // The descriptor numbers the swizzles from the widest to the narrowest.
    private TensorMapSwizzle Mode => (Bits >> 62) switch
    {
        1 => TensorMapSwizzle.Bytes128,
        2 => TensorMapSwizzle.Bytes64,
        3 => TensorMapSwizzle.Bytes32,
        _ => TensorMapSwizzle.None,
    };

    /// <summary>The shared address of an element.</summary>
    /// <param name="line">Row of the element in A, or its column in B.</param>
    /// <param name="isLineMajor">Whether elements of adjacent lines are adjacent in memory, instead of elements along K.</param>
    public ulong AddressOf(int line, int k, int elementBytes, bool isLineMajor) =>
        Swizzle.Apply(Start + (isLineMajor ? LineMajorOffset(line, k, elementBytes) : KMajorOffset(line, k, elementBytes)), Mode);

    private ulong KMajorOffset(int line, int k, int elementBytes)
    {
        var column = (ulong)(k * elementBytes);
        var row = (ulong)(line % CoreRows);
        var group = (ulong)(line / CoreRows) * StrideOffset;
        return Mode == TensorMapSwizzle.None
            ? group + column / CoreRowBytes * LeadingOffset + row * CoreRowBytes + column % CoreRowBytes
            : group + row * (ulong)Swizzle.SpanBytes(Mode) + column;
    }

    private ulong LineMajorOffset(int line, int k, int elementBytes)
    {
        var (coreRow, coreGroup) = ((ulong)(k % CoreRows), (ulong)(k / CoreRows));
        if (Mode == TensorMapSwizzle.None)
        {
            var perCore = CoreRowBytes / elementBytes;
            return (ulong)(line / perCore) * StrideOffset + coreGroup * LeadingOffset + coreRow * CoreRowBytes
                + (ulong)(line % perCore * elementBytes);
        }

        var span = Swizzle.SpanBytes(Mode);
        var perSpan = span / elementBytes;
        return (ulong)(line / perSpan) * LeadingOffset + coreGroup * StrideOffset + coreRow * (ulong)span
            + (ulong)(line % perSpan * elementBytes);
    }
}
