namespace GpuBench.PtxInterpreter.Elf;

/// <summary>The range of each part of a <see cref="JumpTableImage"/>. Offsets in the file equal offsets from the load address.</summary>
internal sealed record JumpTableLayout(
    FileRange Hash, FileRange Symbols, FileRange Strings, FileRange Text, FileRange Dynamic, FileRange Slots, FileRange SectionNames)
{
    public const ulong PageBytes = 0x1000;
    public const int ProgramHeaderCount = 5;
    public const int StubBytes = 8;
    public const int SlotBytes = 8;
    public const int DynamicEntryBytes = 16;

    // SONAME, HASH, STRTAB, SYMTAB, STRSZ, SYMENT, NULL.
    private const int DynamicEntryCount = 7;
    private const string AllSectionNames = "\0.hash\0.dynsym\0.dynstr\0.text\0.dynamic\0.data\0.shstrtab\0";

    public ulong SectionHeaders => Align(SectionNames.End, 8);

    public static JumpTableLayout Of(DynamicSymbols symbols, int functionCount)
    {
        const ulong headersEnd = ElfHeaders.FileHeaderBytes + ProgramHeaderCount * ElfHeaders.ProgramHeaderBytes;
        var hash = new FileRange(Align(headersEnd, 8), symbols.HashTableBytes);
        var table = new FileRange(Align(hash.End, 8), symbols.SymbolTableBytes);
        var strings = new FileRange(table.End, symbols.StringTableBytes);
        var text = new FileRange(Align(strings.End, PageBytes), (ulong)(functionCount * StubBytes));
        var dynamic = new FileRange(Align(text.End, PageBytes), DynamicEntryCount * DynamicEntryBytes);
        var slots = new FileRange(dynamic.End, (ulong)(functionCount * SlotBytes));
        return new(hash, table, strings, text, dynamic, slots, new(slots.End, (ulong)AllSectionNames.Length));
    }

    private static ulong Align(ulong offset, ulong alignment) => (offset + alignment - 1) / alignment * alignment;
}
