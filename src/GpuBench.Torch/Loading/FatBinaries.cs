using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GpuBench.Torch.Loading;

/// <summary>
/// Reads the GPU architectures for which a library contains code. nvcc puts the code of each source file, once per architecture,
/// into a container of the section <c>.nv_fatbin</c>. A container has a header of 16 bytes (magic number, version, header size, size
/// of the rest), then entries. An entry has its kind at byte 0, its header size at 4, its code size at 8 and its architecture at 28.
/// NVIDIA does not document the format; tools such as cuda-fatbin-decompression read it the same way.
/// </summary>
internal static class FatBinaries
{
    private const string SectionName = ".nv_fatbin";
    private const uint ContainerMagic = 0xBA55ED50;
    private const int ContainerHeaderBytes = 16;
    private const int EntryHeaderBytes = 64;
    private const int Alignment = 8;
    private const ushort PtxKind = 1;
    private const ushort MachineCodeKind = 2;

    /// <summary>
    /// Statically linked libraries and kernels for a single architecture add architectures. One counts as the library's only if it
    /// has at least a quarter as many files as the commonest.
    /// </summary>
    private const int MinShareOfCommonest = 4;

    /// <returns>
    /// E.g. <c>sm_80</c> for machine code and <c>compute_90</c> for PTX; empty if the library has none or cannot be read.
    /// </returns>
    public static IReadOnlyList<string> ArchitecturesIn(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            return Section(file) is var (start, size) && size > 0 ? Common(Count(file, start, start + size)) : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return [];
        }
    }

    private static List<string> Common(Dictionary<(ushort Kind, uint Architecture), int> counts)
    {
        var minCount = counts.Values.DefaultIfEmpty(0).Max() / MinShareOfCommonest;
        return
        [
            .. counts.Where(one => one.Value >= Math.Max(1, minCount))
                .OrderBy(one => one.Key.Kind == PtxKind).ThenBy(one => one.Key.Architecture)
                .Select(one => FormattableString.Invariant($"{(one.Key.Kind == PtxKind ? "compute" : "sm")}_{one.Key.Architecture}")),
        ];
    }

    private static Dictionary<(ushort Kind, uint Architecture), int> Count(SafeFileHandle file, long start, long end)
    {
        var counts = new Dictionary<(ushort, uint), int>();
        for (var at = start; at + ContainerHeaderBytes <= end;)
        {
            var header = Read(file, at, ContainerHeaderBytes);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header) != ContainerMagic)
            {
                at += Alignment; // padding between containers
                continue;
            }

            var first = at + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(6));
            var after = first + (long)BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(8));
            if (first <= at || after <= first || after > end)
                throw new InvalidDataException("a container reaches beyond its section");
            CountEntries(file, first, after, counts);
            at = (after + Alignment - 1) / Alignment * Alignment;
        }

        return counts;
    }

    private static void CountEntries(
        SafeFileHandle file, long first, long after, Dictionary<(ushort Kind, uint Architecture), int> counts)
    {
        for (var at = first; at + EntryHeaderBytes <= after;)
        {
            var entry = Read(file, at, EntryHeaderBytes);
            var kind = BinaryPrimitives.ReadUInt16LittleEndian(entry);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(4))
                + (long)BinaryPrimitives.ReadUInt64LittleEndian(entry.AsSpan(8));
            if (size < EntryHeaderBytes)
                throw new InvalidDataException("an entry is shorter than its header");
            if (kind is PtxKind or MachineCodeKind)
            {
                var key = (kind, BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(28)));
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }

            at += size;
        }
    }

    /// <summary>Reads only the tables, because PyTorch's library is larger than the maximum array.</summary>
    private static (long Start, long Size)? Section(SafeFileHandle file)
    {
        var header = Read(file, 0, 64);
        if (!header.AsSpan().StartsWith("\u007fELF\u0002\u0001"u8))
            return null;
        var table = (long)BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(0x28));
        var (entryBytes, count, nameIndex) = (
            BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(0x3A)),
            BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(0x3C)),
            BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(0x3E)));
        var sections = Enumerable.Range(0, count).Select(index => Read(file, table + (long)index * entryBytes, 64)).ToList();
        if (nameIndex >= sections.Count)
            return null;
        var (namesStart, namesSize) = Extent(sections[nameIndex]);
        var names = Read(file, namesStart, checked((int)namesSize));
        var wanted = sections.Find(section => NameAt(names, BinaryPrimitives.ReadUInt32LittleEndian(section)) == SectionName);
        return wanted is null ? null : Extent(wanted);
    }

    private static (long Start, long Size) Extent(byte[] section) => (
        (long)BinaryPrimitives.ReadUInt64LittleEndian(section.AsSpan(0x18)),
        (long)BinaryPrimitives.ReadUInt64LittleEndian(section.AsSpan(0x20)));

    private static string NameAt(byte[] names, uint at)
    {
        var text = at < names.Length ? names.AsSpan((int)at) : [];
        return text.IndexOf((byte)0) is >= 0 and var length ? Encoding.ASCII.GetString(text[..length]) : "";
    }

    private static byte[] Read(SafeFileHandle file, long at, int count)
    {
        var bytes = new byte[count];
        return at >= 0 && RandomAccess.Read(file, bytes, at) == count ? bytes : throw new InvalidDataException("the file ends early");
    }
}
