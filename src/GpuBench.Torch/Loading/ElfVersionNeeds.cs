using System.Buffers.Binary;

namespace GpuBench.Torch.Loading;

/// <summary>The symbol versions an ELF file requires: section <c>.gnu.version_r</c> (Linux Standard Base, "Symbol Versioning").</summary>
internal static class ElfVersionNeeds
{
    private const uint SectionType = 0x6FFFFFFE;
    private const ushort WeakFlag = 2;

    // Offsets to the next entry are taken from the file: without a bound a damaged one could keep the reader busy for hours.
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

    /// <summary>A copy of the file in which the dynamic linker passes over one requirement that its library does not meet.</summary>
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
