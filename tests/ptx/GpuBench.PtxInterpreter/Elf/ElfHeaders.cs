using System.Runtime.InteropServices;

namespace GpuBench.PtxInterpreter.Elf;

/// <summary>
/// Writes the three record kinds of a 64-bit little-endian ELF file. The fields are in file order
/// (System V ABI, "Object Files" and "Program Loading"; machine values from the x86-64 supplement).
/// </summary>
internal static class ElfHeaders
{
    public const int FileHeaderBytes = 64;
    public const int ProgramHeaderBytes = 56;
    public const int SectionHeaderBytes = 64;

    private const ushort SharedObjectType = 3;
    private const ushort MachineX64 = 62;
    private const uint CurrentVersion = 1;

    /// <summary>Writes the header that a loader reads to find the two tables. A shared object has no entry point.</summary>
    public static void WriteFileHeader(
        BinaryWriter file, int programHeaderCount, ulong sectionHeaderOffset, int sectionCount, int sectionNamesIndex)
    {
        ReadOnlySpan<byte> identity = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2 /* 64 bit */, 1 /* little endian */, 1 /* version */];
        file.Write(identity);
        file.Write(new byte[16 - identity.Length]);
        file.Write(SharedObjectType);
        file.Write(MachineX64);
        file.Write(CurrentVersion);
        file.Write(0UL);
        file.Write((ulong)FileHeaderBytes);
        file.Write(sectionHeaderOffset);
        file.Write(0U);
        file.Write((ushort)FileHeaderBytes);
        file.Write((ushort)ProgramHeaderBytes);
        file.Write((ushort)programHeaderCount);
        file.Write((ushort)SectionHeaderBytes);
        file.Write((ushort)sectionCount);
        file.Write((ushort)sectionNamesIndex);
    }

    /// <summary>Maps a part of the file. The address in memory is the offset in the file.</summary>
    public static void WriteProgramHeader(BinaryWriter file, SegmentKind kind, SegmentAccess access, FileRange range, ulong alignment)
    {
        file.Write((uint)kind);
        file.Write((uint)access);
        file.Write(range.Offset);
        file.Write(range.Offset);
        file.Write(range.Offset);
        file.Write(range.ByteCount);
        file.Write(range.ByteCount);
        file.Write(alignment);
    }

    /// <summary>Describes a section to tools such as readelf and debuggers. The loader does not read it.</summary>
    public static void WriteSectionHeader(BinaryWriter file, uint nameOffset, Section section)
    {
        file.Write(nameOffset);
        file.Write((uint)section.Kind);
        file.Write((ulong)section.Flags);
        file.Write(section.Flags.HasFlag(SectionFlags.Allocated) ? section.Range.Offset : 0UL);
        file.Write(section.Range.Offset);
        file.Write(section.Range.ByteCount);
        file.Write(section.Link);
        file.Write(section.Info);
        file.Write(section.Alignment);
        file.Write(section.EntryBytes);
    }
}

internal enum SegmentKind : uint { Load = 1, Dynamic = 2, GnuStack = 0x6474E551 }

[Flags]
internal enum SegmentAccess : uint { Execute = 1, Write = 2, Read = 4 }

internal enum SectionKind : uint { Null = 0, ProgramBits = 1, StringTable = 3, Hash = 5, Dynamic = 6, DynamicSymbols = 11 }

[Flags]
internal enum SectionFlags : ulong { None = 0, Writable = 1, Allocated = 2, Executable = 4 }

/// <summary>A range of the file, in bytes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileRange(ulong Offset, ulong ByteCount)
{
    public ulong End => Offset + ByteCount;
}

/// <summary>One row of the section table. The section's kind defines the meaning of <c>Link</c> and <c>Info</c>.</summary>
internal sealed record Section(
    string Name, SectionKind Kind, SectionFlags Flags, FileRange Range, ulong Alignment,
    ulong EntryBytes = 0, uint Link = 0, uint Info = 0);
