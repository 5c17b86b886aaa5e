using System.Text;

namespace GpuBench.PtxInterpreter.Elf;

/// <summary>
/// The dynamic symbol table of a shared object, its string table and its hash table. The sizes depend only on the names,
/// so the layout can be computed before any address is known.
/// </summary>
internal sealed class DynamicSymbols
{
    public const int SymbolBytes = 24;
    private const byte GlobalFunction = 0x12;
    private const byte GlobalObject = 0x11;

    private readonly List<string> _names;
    private readonly List<uint> _nameOffsets = [];
    private readonly List<byte> _strings = [0];

    /// <param name="soname">The name that a dependent library would record.</param>
    /// <param name="functionNames">Exported functions, in the order of their stubs.</param>
    /// <param name="slotTableName">The exported table of function pointers. It is the last symbol.</param>
    public DynamicSymbols(string soname, IReadOnlyList<string> functionNames, string slotTableName)
    {
        SonameOffset = AddString(soname);
        _names = [.. functionNames, slotTableName];
        _nameOffsets.AddRange(_names.Select(AddString));
    }

    public uint SonameOffset { get; }

    /// <summary>Number of symbols, including the null symbol at the start of every table.</summary>
    public int Count => _names.Count + 1;

    public ulong SymbolTableBytes => (ulong)(Count * SymbolBytes);

    public ulong StringTableBytes => (ulong)_strings.Count;

    public ulong HashTableBytes => (ulong)(2 + BucketCount + Count) * sizeof(uint);

    // One symbol per bucket on average.
    private int BucketCount => _names.Count;

    public void WriteStrings(BinaryWriter file) => file.Write(_strings.ToArray());

    public void WriteSymbols(
        BinaryWriter file, Func<int, FileRange> functionRange, ushort functionSection, FileRange slotTable, ushort slotSection)
    {
        file.Write(new byte[SymbolBytes]);
        for (var i = 0; i < _names.Count - 1; i++)
            WriteSymbol(file, _nameOffsets[i], GlobalFunction, functionSection, functionRange(i));
        WriteSymbol(file, _nameOffsets[^1], GlobalObject, slotSection, slotTable);
    }

    /// <summary>A bucket holds the first symbol of a chain. The chain array holds the next symbol. Symbol 0 ends a chain.</summary>
    public void WriteHashTable(BinaryWriter file)
    {
        var buckets = new uint[BucketCount];
        var chains = new uint[Count];
        for (var symbol = 1u; symbol < Count; symbol++)
        {
            var bucket = SystemVHash(_names[(int)symbol - 1]) % (uint)BucketCount;
            chains[symbol] = buckets[bucket];
            buckets[bucket] = symbol;
        }

        file.Write((uint)BucketCount);
        file.Write((uint)Count);
        foreach (var entry in buckets.Concat(chains))
            file.Write(entry);
    }

    // System V ABI, "Hash Table".
    private static uint SystemVHash(string name)
    {
        var hash = 0u;
        foreach (var letter in Encoding.ASCII.GetBytes(name))
        {
            hash = (hash << 4) + letter;
            var high = hash & 0xF0000000;
            hash ^= high >> 24;
            hash &= ~high;
        }

        return hash;
    }

    private static void WriteSymbol(BinaryWriter file, uint nameOffset, byte kind, ushort section, FileRange range)
    {
        file.Write(nameOffset);
        file.Write(kind);
        file.Write((byte)0);
        file.Write(section);
        file.Write(range.Offset);
        file.Write(range.ByteCount);
    }

    private uint AddString(string text)
    {
        var offset = (uint)_strings.Count;
        _strings.AddRange(Encoding.ASCII.GetBytes(text));
        _strings.Add(0);
        return offset;
    }
}
