using System.Buffers.Binary;

namespace GpuBench.Torch.Loading;

/// <summary>The symbol versions an ELF file requires: section <c>.gnu.version_r</c> (Linux Standard Base, "Symbol Versioning").</summary>
internal static class ElfVersionNeeds
{
    private const uint SectionType = 0x6FFFFFFE;
    private const ushort WeakFlag = 2;

    // The file defines the offset to the next entry; without a limit, a damaged file could take hours to read.
    private const int MaxCount = 4096;

    /// <summary>Empty for a file without versioned symbols.</summary>
    /// <exception cref="InvalidDataException">The section is damaged.</exception>
    public static IReadOnlyList<ElfVersionNeed> Of(ElfFile file)
    {
        if (file.Find(SectionType) is not { } section)
            return [];
        const string what = "a version requirement";
        var strings = file.StringsOf(section);
        var needs = new List<ElfVersionNeed>();
        var entry = section.Offset;
        for (var remaining = section.Info; remaining > 0; remaining--)
        {
            var library = file.Text(strings, file.UInt32(entry + 4, what));
            var versions = entry + file.UInt32(entry + 8, what);
            ReadVersions(file, strings, library, versions, file.UInt16(entry + 2, what), needs);
            var next = file.UInt32(entry + 12, what);
            if (next == 0)
                break;
            entry += next;
        }
        return needs;
    }

    /// <summary>A copy of the file with one requirement marked weak: the dynamic linker accepts a library that does not meet it.</summary>
    /// <param name="need">One of <see cref="Of"/> of the same file.</param>
    public static byte[] WithWeak(ElfFile file, ElfVersionNeed need)
    {
        var copy = file.Image.ToArray();
        var flags = copy.AsSpan(need.FlagsOffset, sizeof(ushort));
        var marked = (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | WeakFlag);
        BinaryPrimitives.WriteUInt16LittleEndian(flags, marked);
        return copy;
    }

    private static void ReadVersions(
        ElfFile file, ElfSection strings, string library, ulong first, int count, List<ElfVersionNeed> needs)
    {
        const string what = "a required version";
        var entry = first;
        for (var remaining = count; remaining > 0; remaining--)
        {
            if (needs.Count == MaxCount)
                throw file.Damaged("more version requirements than any linker writes");
            var flags = file.UInt16(entry + 4, what);
            var index = file.UInt16(entry + 6, what);
            var version = file.Text(strings, file.UInt32(entry + 8, what));
            needs.Add(new(library, version, index, (flags & WeakFlag) != 0, (int)(entry + 4)));
            var next = file.UInt32(entry + 12, what);
            if (next == 0)
                break;
            entry += next;
        }
    }
}

/// <summary>One symbol version that an ELF file requires of a library.</summary>
/// <param name="Library">The library's soname, e.g. <c>libstdc++.so.6</c>.</param>
/// <param name="Version">E.g. <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Index">The number by which the file's symbols refer to this version.</param>
/// <param name="IsWeak">Whether the dynamic linker accepts a library without the version.</param>
/// <param name="FlagsOffset">Offset of the entry's flags, in bytes from the start of the file.</param>
internal readonly record struct ElfVersionNeed(string Library, string Version, ushort Index, bool IsWeak, int FlagsOffset);

/// <summary>The symbols that other libraries must define: the undefined entries of section <c>.dynsym</c>.</summary>
internal static class ElfUndefinedSymbols
{
    private const uint SymbolSectionType = 11;
    private const uint VersionSectionType = 0x6FFFFFFF;
    private const ulong SymbolSize = 24;
    private const int WeakBinding = 2;

    // The highest bit of a version index means "hidden"; the other bits are the index.
    private const int VersionIndexMask = 0x7FFF;

    /// <exception cref="InvalidDataException">The file has no dynamic symbols, or damaged ones.</exception>
    public static IReadOnlyList<ElfUndefinedSymbol> Of(ElfFile file)
    {
        if (file.Find(SymbolSectionType) is not { } section)
            throw file.Damaged("it has no section of dynamic symbols");
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

/// <summary>A dynamic symbol that another library must provide.</summary>
/// <param name="IsWeak">Whether the symbol may stay undefined.</param>
/// <param name="VersionIndex">The <see cref="ElfVersionNeed.Index"/> of the required version; 0 or 1 for none.</param>
internal readonly record struct ElfUndefinedSymbol(string Name, bool IsWeak, ushort VersionIndex);
