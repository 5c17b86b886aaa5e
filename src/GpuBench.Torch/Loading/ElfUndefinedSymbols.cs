namespace GpuBench.Torch.Loading;

/// <summary>What an ELF file expects other libraries to define: the undefined entries of section <c>.dynsym</c>.</summary>
internal static class ElfUndefinedSymbols
{
    private const uint SymbolSectionType = 11;
    private const uint VersionSectionType = 0x6FFFFFFF;
    private const ulong SymbolSize = 24;
    private const int WeakBinding = 2;

    // The highest bit of a version index says "hidden"; the rest is the index.
    private const int VersionIndexMask = 0x7FFF;

    /// <exception cref="InvalidDataException">The file has no dynamic symbols, or they are damaged.</exception>
    public static IReadOnlyList<ElfUndefinedSymbol> Of(ElfFile file)
    {
        if (file.Find(SymbolSectionType) is not { } section)
            throw file.Damaged("no section of dynamic symbols");
        const string what = "a dynamic symbol";
        var strings = file.StringsOf(section);
        var versions = file.Find(VersionSectionType);
        var undefined = new List<ElfUndefinedSymbol>();
        // Entry 0 is the reserved null symbol.
        for (var index = 1UL; index < section.Size / SymbolSize; index++)
        {
            var entry = section.Offset + index * SymbolSize;
            var isDefined = file.UInt16(entry + 6, what) != 0;
            if (isDefined)
                continue;
            var binding = (file.UInt16(entry + 4, what) & 0xFF) >> 4;
            var version = versions is { } table ? file.UInt16(table.Offset + index * sizeof(ushort), "a symbol's version") : 0;
            undefined.Add(new(
                file.Text(strings, file.UInt32(entry, what)), binding == WeakBinding, (ushort)(version & VersionIndexMask)));
        }
        return undefined;
    }
}
