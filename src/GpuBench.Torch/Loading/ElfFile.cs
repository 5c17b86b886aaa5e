using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace GpuBench.Torch.Loading;

/// <summary>
/// A 64-bit little-endian ELF file (System V gABI, chapter 4) and its sections. Every offset is checked: a damaged file causes an
/// <see cref="InvalidDataException"/> with the structure and its offset.
/// </summary>
internal sealed class ElfFile
{
    private const ulong HeaderSize = 64;
    private const ulong SectionHeaderSize = 64;

    private readonly byte[] _image;
    private readonly string _name;
    private readonly ElfSection[] _sections;

    /// <param name="image">The whole file; kept, not copied.</param>
    /// <param name="name">Names the file in errors.</param>
    /// <exception cref="InvalidDataException">Not a 64-bit little-endian ELF file, or truncated.</exception>
    public ElfFile(byte[] image, string name)
    {
        _image = image;
        _name = name;
        CheckIdentity();
        _sections = ReadSections();
    }

    public ReadOnlySpan<byte> Image => _image;

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">As for the constructor.</exception>
    public static ElfFile Read(string path) => new(File.ReadAllBytes(path), Path.GetFileName(path));

    /// <summary>The first section of a type (the <c>SHT_</c> constants), checked to lie within the file; null if there is none.</summary>
    public ElfSection? Find(uint type)
    {
        if (Array.Find(_sections, candidate => candidate.Type == type) is not { } section)
            return null;
        Slice(section.Offset, section.Size, string.Create(CultureInfo.InvariantCulture, $"the section of type 0x{type:X}"));
        return section;
    }

    /// <summary>The string section with a table's names.</summary>
    public ElfSection StringsOf(ElfSection table)
        => table.Link < (uint)_sections.Length
            ? _sections[table.Link]
            : throw Damaged($"a table has its names in section {Number(table.Link)} of {Number((ulong)_sections.Length)}");

    /// <summary>The zero-terminated name at an offset within a string section.</summary>
    public string Text(ElfSection strings, uint offset)
    {
        var table = Slice(strings.Offset, strings.Size, "a string section");
        if (offset >= (ulong)table.Length)
            throw Damaged($"a name starts at byte {Number(offset)} of a string section of {Number(strings.Size)}");
        var tail = table[(int)offset..];
        var length = tail.IndexOf((byte)0);
        return length >= 0
            ? Encoding.ASCII.GetString(tail[..length])
            : throw Damaged($"the name at byte {Number(offset)} of a string section does not end");
    }

    public ushort UInt16(ulong offset, string what) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, 2, what));

    public uint UInt32(ulong offset, string what) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, 4, what));

    public ulong UInt64(ulong offset, string what) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(offset, 8, what));

    public InvalidDataException Damaged(string what) => new($"{_name}: {what}.");

    private void CheckIdentity()
    {
        if ((ulong)_image.Length < HeaderSize || !_image.AsSpan().StartsWith("\u007fELF"u8))
            throw Damaged("not an ELF file");
        var (is64Bit, isLittleEndian) = (_image[4] == 2, _image[5] == 1);
        if (!is64Bit || !isLittleEndian)
            throw Damaged("not a 64-bit little-endian ELF file");
    }

    private ElfSection[] ReadSections()
    {
        const string what = "the section header table";
        var table = UInt64(0x28, what);
        var (entrySize, count) = (UInt16(0x3A, what), UInt16(0x3C, what));
        if (table == 0 || count == 0)
            return [];
        if (entrySize != SectionHeaderSize)
            throw Damaged($"section headers of {Number(entrySize)} bytes instead of {Number(SectionHeaderSize)}");
        Slice(table, count * SectionHeaderSize, what);
        var read = new ElfSection[count];
        for (var index = 0; index < count; index++)
            read[index] = ReadSection(table + (ulong)index * SectionHeaderSize);
        return read;
    }

    private ElfSection ReadSection(ulong offset)
    {
        const string what = "a section header";
        return new(
            Type: UInt32(offset + 0x04, what),
            Offset: UInt64(offset + 0x18, what),
            Size: UInt64(offset + 0x20, what),
            Link: UInt32(offset + 0x28, what),
            Info: UInt32(offset + 0x2C, what));
    }

    private ReadOnlySpan<byte> Slice(ulong offset, ulong length, string what)
    {
        var size = (ulong)_image.Length;
        if (offset > size || length > size - offset)
            throw Damaged($"{what} has {Number(length)} bytes from byte {Number(offset)} on, but the file has {Number(size)}");
        return _image.AsSpan((int)offset, (int)length);
    }

    private static string Number(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One entry of an ELF section header table; offsets and sizes in bytes from the start of the file.</summary>
/// <param name="Link">For tables with names: the index of their string section.</param>
/// <param name="Info">For version requirements: the number of libraries.</param>
internal sealed record ElfSection(uint Type, ulong Offset, ulong Size, uint Link, uint Info);
