using System.Text;

namespace GpuBench.PtxInterpreter.Elf;

/// <summary>
/// An x86-64 ELF shared object. Each exported function is one jump through a writable table of pointers. Managed code fills the table after
/// loading. Arguments and return values pass through the jump unchanged, for any signature.
/// </summary>
/// <remarks>
/// The file has three loaded segments, each on its own page: headers and symbol tables (read), stubs (read, execute), the dynamic section
/// and the pointer table (read, write). It needs no relocations, because a stub addresses its slot relative to itself.
/// </remarks>
public static class JumpTableImage
{
    /// <summary>The exported name of the pointer table. It has one 8-byte slot per function, in the order of the given names.</summary>
    public const string SlotTableName = "gpubench_slots";

    // Rows of the section table, in file order.
    private const ushort SymbolSection = 2, StringSection = 3, TextSection = 4, DataSection = 6;

    /// <returns>The bytes of the file.</returns>
    /// <exception cref="ArgumentException">A name is repeated, or the list is empty.</exception>
    public static byte[] Build(string soname, IReadOnlyList<string> functionNames)
    {
        if (functionNames.Count == 0 || functionNames.Distinct(StringComparer.Ordinal).Count() != functionNames.Count)
            throw new ArgumentException("A jump table needs names, each once.", nameof(functionNames));

        var symbols = new DynamicSymbols(soname, functionNames, SlotTableName);
        var layout = JumpTableLayout.Of(symbols, functionNames.Count);
        return Write(symbols, layout, functionNames.Count);
    }

    private static byte[] Write(DynamicSymbols symbols, JumpTableLayout layout, int functionCount)
    {
        var sections = Sections(layout);
        using var bytes = new MemoryStream();
        using var file = new BinaryWriter(bytes);
        ElfHeaders.WriteFileHeader(file, JumpTableLayout.ProgramHeaderCount, layout.SectionHeaders, sections.Length, sections.Length - 1);
        WriteProgramHeaders(file, layout);

        PadTo(file, layout.Hash);
        symbols.WriteHashTable(file);
        PadTo(file, layout.Symbols);
        symbols.WriteSymbols(
            file,
            i => new(layout.Text.Offset + (ulong)(i * JumpTableLayout.StubBytes), JumpTableLayout.StubBytes),
            TextSection, layout.Slots, DataSection);
        PadTo(file, layout.Strings);
        symbols.WriteStrings(file);
        PadTo(file, layout.Text);
        for (var i = 0; i < functionCount; i++)
            WriteStub(file, layout, i);
        PadTo(file, layout.Dynamic);
        foreach (var (tag, value) in DynamicEntries(symbols, layout))
        {
            file.Write(tag);
            file.Write(value);
        }

        PadTo(file, layout.Slots with { Offset = layout.Slots.End });
        WriteSectionTable(file, sections, layout);
        return bytes.ToArray();
    }

    /// <summary><c>jmp *slot(%rip)</c>, padded with a two-byte no-op. The displacement is relative to the end of the jump.</summary>
    private static void WriteStub(BinaryWriter file, JumpTableLayout layout, int index)
    {
        const int jumpBytes = 6;
        var stub = layout.Text.Offset + (ulong)(index * JumpTableLayout.StubBytes);
        var slot = layout.Slots.Offset + (ulong)(index * JumpTableLayout.SlotBytes);
        file.Write([0xFF, 0x25]);
        file.Write((int)(slot - (stub + jumpBytes)));
        file.Write([0x66, 0x90]);
    }

    private static (ulong Tag, ulong Value)[] DynamicEntries(DynamicSymbols symbols, JumpTableLayout layout) =>
    [
        (14 /* SONAME */, symbols.SonameOffset),
        (4 /* HASH */, layout.Hash.Offset),
        (5 /* STRTAB */, layout.Strings.Offset),
        (6 /* SYMTAB */, layout.Symbols.Offset),
        (10 /* STRSZ */, symbols.StringTableBytes),
        (11 /* SYMENT */, DynamicSymbols.SymbolBytes),
        (0 /* NULL */, 0),
    ];

    private static void WriteProgramHeaders(BinaryWriter file, JumpTableLayout layout)
    {
        const SegmentAccess read = SegmentAccess.Read;
        ElfHeaders.WriteProgramHeader(file, SegmentKind.Load, read, new(0, layout.Strings.End), JumpTableLayout.PageBytes);
        ElfHeaders.WriteProgramHeader(file, SegmentKind.Load, read | SegmentAccess.Execute, layout.Text, JumpTableLayout.PageBytes);
        var data = new FileRange(layout.Dynamic.Offset, layout.Slots.End - layout.Dynamic.Offset);
        ElfHeaders.WriteProgramHeader(file, SegmentKind.Load, read | SegmentAccess.Write, data, JumpTableLayout.PageBytes);
        ElfHeaders.WriteProgramHeader(file, SegmentKind.Dynamic, read | SegmentAccess.Write, layout.Dynamic, JumpTableLayout.SlotBytes);
        // Without this record a loader makes every stack of the process executable.
        ElfHeaders.WriteProgramHeader(file, SegmentKind.GnuStack, read | SegmentAccess.Write, default, 16);
    }

    private static Section[] Sections(JumpTableLayout layout)
    {
        const SectionFlags allocated = SectionFlags.Allocated;
        return
        [
            new("", SectionKind.Null, SectionFlags.None, default, 0),
            new(".hash", SectionKind.Hash, allocated, layout.Hash, 8, sizeof(uint), Link: SymbolSection),
            // Info is the index of the first non-local symbol. All symbols except the null symbol are exported.
            new(
                ".dynsym", SectionKind.DynamicSymbols, allocated, layout.Symbols, 8, DynamicSymbols.SymbolBytes,
                Link: StringSection, Info: 1),
            new(".dynstr", SectionKind.StringTable, allocated, layout.Strings, 1),
            new(".text", SectionKind.ProgramBits, allocated | SectionFlags.Executable, layout.Text, 16),
            new(
                ".dynamic", SectionKind.Dynamic, allocated | SectionFlags.Writable, layout.Dynamic, 8,
                JumpTableLayout.DynamicEntryBytes, Link: StringSection),
            new(".data", SectionKind.ProgramBits, allocated | SectionFlags.Writable, layout.Slots, 8),
            new(".shstrtab", SectionKind.StringTable, SectionFlags.None, layout.SectionNames, 1),
        ];
    }

    private static void WriteSectionTable(BinaryWriter file, Section[] sections, JumpTableLayout layout)
    {
        var offsets = new List<uint>();
        foreach (var section in sections)
        {
            offsets.Add((uint)((ulong)file.BaseStream.Position - layout.SectionNames.Offset));
            file.Write(Encoding.ASCII.GetBytes(section.Name + '\0'));
        }

        PadTo(file, new(layout.SectionHeaders, 0));
        foreach (var (section, nameOffset) in sections.Zip(offsets))
            ElfHeaders.WriteSectionHeader(file, nameOffset, section);
    }

    private static void PadTo(BinaryWriter file, FileRange range) =>
        file.Write(new byte[range.Offset - (ulong)file.BaseStream.Position]);
}
