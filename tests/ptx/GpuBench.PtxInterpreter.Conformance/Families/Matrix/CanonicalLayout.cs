using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Families.Matrix;

/// <summary>
/// The positions of a warpgroup operand's elements in shared memory, in bytes. The source is the table of canonical layouts in the
/// section "Asynchronous Warpgroup Level Matrix Shared Memory Layout" of the PTX ISA document.
/// </summary>
/// <param name="ElementBytes">1, 2 or 4.</param>
/// <param name="KMajor">Whether neighbours along K are adjacent in memory.</param>
/// <param name="Swizzle">The swizzle mode of the descriptor.</param>
/// <param name="Rows">The extent of the tile along M or N.</param>
/// <param name="Depth">The extent of the tile along K. It is at least the K of one instruction.</param>
internal sealed record CanonicalLayout(int ElementBytes, bool KMajor, SwizzleMode Swizzle, int Rows, int Depth)
{
    // Elements of a 16-byte chunk, and chunks of a swizzle span.
    private int Chunk => 16 / ElementBytes;

    private int Span => SharedSwizzle.Span(Swizzle) / 16;

    /// <summary>The descriptor's leading dimension byte offset.</summary>
    public int LeadingBytes => (KMajor, Swizzle) switch
    {
        (true, SwizzleMode.None) => Rows * 16,
        (true, _) => 16,
        (false, SwizzleMode.None) => 128,
        _ => Depth * Span * 16,
    };

    /// <summary>The descriptor's stride dimension byte offset.</summary>
    public int StrideBytes => (KMajor, Swizzle) switch
    {
        (false, SwizzleMode.None) => Depth / 8 * 128,
        _ => 8 * Span * 16,
    };

    public int TileBytes => KMajor && Swizzle != SwizzleMode.None ? Rows * Span * 16 : Rows * Depth * ElementBytes;

    // The shape and stride of each mode of the canonical layout, innermost first.
    private (int Extent, int Stride)[] RowModes => (KMajor, Swizzle) switch
    {
        (true, _) => [(8, Span * 16), (int.MaxValue, StrideBytes)],
        (false, SwizzleMode.None) => [(Chunk, ElementBytes), (int.MaxValue, StrideBytes)],
        _ => [(Chunk, ElementBytes), (Span, 16), (int.MaxValue, LeadingBytes)],
    };

    private (int Extent, int Stride)[] DepthModes => (KMajor, Swizzle) switch
    {
        (true, SwizzleMode.None) => [(Chunk, ElementBytes), (int.MaxValue, LeadingBytes)],
        (true, _) => [(Chunk, ElementBytes), (int.MaxValue, 16)],
        (false, SwizzleMode.None) => [(8, 16), (int.MaxValue, LeadingBytes)],
        _ => [(8, Span * 16), (int.MaxValue, StrideBytes)],
    };

    /// <summary>The descriptor without its start address.</summary>
    public ulong Descriptor
    {
        get
        {
            // In the field, the widest swizzle has the lowest number: 1 for 128 bytes, 3 for 32 bytes.
            var mode = Swizzle == SwizzleMode.None ? 0ul : 4 - (ulong)Swizzle;
            return (ulong)(LeadingBytes >> 4) << 16 | (ulong)(StrideBytes >> 4) << 32 | mode << 62;
        }
    }

    /// <returns>The byte offset of an element from the tile's base, which is a multiple of 1024.</returns>
    public int Place(int row, int depth) => SharedSwizzle.Place(Unswizzled(row, depth), Swizzle);

    /// <returns>The offset to add to the start address to begin at another depth.</returns>
    public int Advance(int depth) => Unswizzled(0, depth);

    private int Unswizzled(int row, int depth) => Offset(RowModes, row) + Offset(DepthModes, depth);

    private static int Offset((int Extent, int Stride)[] modes, int index)
    {
        var offset = 0;
        foreach (var (extent, stride) in modes)
        {
            offset += index % extent * stride;
            index /= extent;
        }

        return offset;
    }
}
