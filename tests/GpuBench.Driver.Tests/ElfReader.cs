using System.Buffers.Binary;
using System.Text;

namespace GpuBench.Driver.Tests;

/// <summary>Reads a 64-bit little-endian ELF image as a loader or a tool does. Field offsets are those of the specification.</summary>
internal sealed class ElfReader(byte[] image)
{
    private const int ProgramHeaderBytes = 56;
    private const int SectionHeaderBytes = 64;

    public ushort U16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(offset));

    private uint U32(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan((int)offset));

    private ulong U64(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(image.AsSpan((int)offset));

    public string Text(ulong offset) => Encoding.ASCII.GetString(image.AsSpan((int)offset)[..image.AsSpan((int)offset).IndexOf((byte)0)]);

    public IEnumerable<(uint Kind, uint Flags, ulong Offset, ulong Address, ulong FileBytes, ulong Alignment)> ProgramHeaders()
    {
        for (var i = 0; i < U16(56); i++)
        {
            var header = U64(32) + (ulong)(i * ProgramHeaderBytes);
            yield return (U32(header), U32(header + 4), U64(header + 8), U64(header + 16), U64(header + 32), U64(header + 48));
        }
    }

    public Dictionary<string, (ulong Offset, ulong ByteCount)> Sections()
    {
        var table = U64(40);
        var names = U64(table + (ulong)(U16(62) * SectionHeaderBytes) + 24);
        return Enumerable.Range(0, U16(60))
            .Select(i => table + (ulong)(i * SectionHeaderBytes))
            .ToDictionary(header => Text(names + U32(header)), header => (U64(header + 24), U64(header + 32)), StringComparer.Ordinal);
    }

    public Dictionary<ulong, ulong> DynamicEntries()
    {
        var segment = ProgramHeaders().Single(header => header.Kind == 2);
        return Enumerable.Range(0, (int)segment.FileBytes / 16)
            .Select(i => segment.Offset + (ulong)(i * 16))
            .ToDictionary(U64, entry => U64(entry + 8));
    }

    /// <summary>Finds the address of a name as a dynamic loader does. 0 if the name is absent.</summary>
    public ulong AddressOf(string name)
    {
        var dynamic = DynamicEntries();
        ulong hash = dynamic[4], symbols = dynamic[6];
        var bucketCount = U32(hash);
        var symbol = U32(hash + 8 + 4 * (HashOf(name) % bucketCount));
        while (symbol != 0 && !string.Equals(Text(dynamic[5] + U32(symbols + symbol * 24)), name, StringComparison.Ordinal))
            symbol = U32(hash + 8 + 4 * (bucketCount + symbol));
        return symbol == 0 ? 0 : U64(symbols + symbol * 24 + 8);
    }

    private static uint HashOf(string name)
    {
        var hash = 0UL;
        foreach (var letter in name)
        {
            hash = (hash << 4) + letter;
            hash = (hash ^ ((hash & 0xF0000000) >> 24)) & 0x0FFFFFFF;
        }

        return (uint)hash;
    }
}
