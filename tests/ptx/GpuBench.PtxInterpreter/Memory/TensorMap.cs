using System.Buffers.Binary;

namespace GpuBench.PtxInterpreter.Memory;

/// <summary>
/// A tiled tensor in global memory, as a bulk tensor copy accesses it. The vendor's encoding is opaque. This encoding is the
/// interpreter's own, with the same size of 128 bytes.
/// </summary>
/// <param name="Address">Address of the first element.</param>
/// <param name="ElementBytes">1, 2, 4 or 8.</param>
/// <param name="Extents">Extents in elements, innermost dimension first. There are 1 to 5 dimensions.</param>
/// <param name="StrideBytes">Strides of all dimensions except the innermost.</param>
/// <param name="Box">Elements that one copy moves in each dimension.</param>
public sealed record TensorMap(
    ulong Address, int ElementBytes, IReadOnlyList<ulong> Extents, IReadOnlyList<ulong> StrideBytes, IReadOnlyList<uint> Box,
    TensorMapSwizzle Swizzle)
{
    public const int ByteCount = 128;

    /// <summary>Required alignment of a tensor map in a kernel.</summary>
    public const int AlignmentBytes = 64;

    private const uint Magic = 0x50414d54;
    private const int MaxRank = 5;
    private const int ExtentsAt = 16, StridesAt = ExtentsAt + 4 * MaxRank + 4, BoxAt = StridesAt + 8 * (MaxRank - 1);

    public int Rank => Extents.Count;

    public byte[] Encode()
    {
        var bytes = new byte[ByteCount];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        bytes[4] = (byte)Rank;
        bytes[5] = (byte)ElementBytes;
        bytes[6] = (byte)Swizzle;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Address);
        for (var dimension = 0; dimension < Rank; dimension++)
        {
            // An extent may be 2^32, which does not fit in 32 bits. So the field stores the extent minus one.
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ExtentsAt + 4 * dimension), (uint)(Extents[dimension] - 1));
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(BoxAt + 4 * dimension), Box[dimension]);
            if (dimension > 0)
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(StridesAt + 8 * (dimension - 1)), StrideBytes[dimension - 1]);
        }

        return bytes;
    }

    /// <returns><see langword="null"/> if the bytes are not a tensor map.</returns>
    public static TensorMap? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < ByteCount || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
            return null;

        var rank = bytes[4];
        var extents = new ulong[rank];
        var box = new uint[rank];
        var strides = new ulong[rank - 1];
        for (var dimension = 0; dimension < rank; dimension++)
        {
            extents[dimension] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(ExtentsAt + 4 * dimension)..]) + 1UL;
            box[dimension] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(BoxAt + 4 * dimension)..]);
            if (dimension > 0)
                strides[dimension - 1] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(StridesAt + 8 * (dimension - 1))..]);
        }

        return new(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), bytes[5], extents, strides, box, (TensorMapSwizzle)bytes[6]);
    }
}
