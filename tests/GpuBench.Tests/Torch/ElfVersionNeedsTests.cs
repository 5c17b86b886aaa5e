using System.Buffers.Binary;
using CsCheck;
using GpuBench.Torch.Loading;
using Xunit;

namespace GpuBench.Tests.Torch;

public sealed class ElfVersionNeedsTests
{
    private const int SectionTableField = 0x28;

    private static readonly byte[] Bridge = File.ReadAllBytes(TorchSharpBridge.Find()!);

    [Fact]
    public void The_bridge_needs_the_newest_version_of_the_cxx_library_only_for_one_marker()
    {
        var file = new ElfFile(Bridge, "bridge");
        var need = Assert.Single(ElfVersionNeeds.Of(file), need => need.Version is "GLIBCXX_3.4.32");
        Assert.Equal("libstdc++.so.6", need.Library);
        Assert.False(need.IsWeak);
        var users = ElfUndefinedSymbols.Of(file).Where(symbol => symbol.VersionIndex == need.Index);
        Assert.Equal("_ZSt21ios_base_library_initv", Assert.Single(users).Name);
    }

    [Fact]
    public void Marking_one_need_weak_changes_that_flag_and_nothing_else()
    {
        var file = new ElfFile(Bridge, "bridge");
        var needs = ElfVersionNeeds.Of(file);
        foreach (var need in needs)
        {
            var patched = ElfVersionNeeds.WithWeak(file, need);
            Assert.Equal(need.FlagsOffset, Bridge.AsSpan().CommonPrefixLength(patched));
            Assert.Equal(Bridge.AsSpan(need.FlagsOffset + 1), patched.AsSpan(need.FlagsOffset + 1));
            var expected = needs.Select(other => other == need ? need with { IsWeak = true } : other);
            Assert.Equal(expected, ElfVersionNeeds.Of(new(patched, "patched")));
        }
    }

    [Fact]
    public void A_file_that_is_not_an_ELF_file_is_refused_with_its_name()
    {
        var error = Assert.Throws<InvalidDataException>(() => new ElfFile("#!/bin/sh"u8.ToArray(), "script.so"));
        Assert.Equal("script.so: not an ELF file.", error.Message);
    }

    [Fact]
    public void A_32_bit_file_is_refused()
    {
        var image = Bridge.ToArray();
        image[4] = 1;
        var error = Assert.Throws<InvalidDataException>(() => new ElfFile(image, "old.so"));
        Assert.Equal("old.so: not a 64-bit little-endian ELF file.", error.Message);
    }

    [Fact]
    public void The_error_for_a_truncated_file_names_the_missing_part()
    {
        var error = Assert.Throws<InvalidDataException>(() => new ElfFile(Bridge[..(Bridge.Length / 2)], "short.so"));
        Assert.StartsWith("short.so: the section header table has ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_for_a_version_section_beyond_the_end_names_the_section()
    {
        var image = Bridge.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(VersionSectionHeader(image) + 0x18), ulong.MaxValue - 1);
        var error = Assert.Throws<InvalidDataException>(() => ElfVersionNeeds.Of(new(image, "far.so")));
        Assert.StartsWith("far.so: the section of type 0x6FFFFFFE has ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_damaged_byte_gives_a_result_or_an_error_that_names_the_file()
    {
        var file = new ElfFile(Bridge, "bridge");
        var fields = VersionSectionHeader(Bridge);
        var entries = ElfVersionNeeds.Of(file).Select(need => need.FlagsOffset).ToList();
        var around = Gen.OneOf(
            Gen.Int[0, 63],
            Gen.Int[fields, fields + 63],
            Gen.Int[0, entries.Count - 1].SelectMany(index => Gen.Int[entries[index] - 16, entries[index] + 12]));
        // All samples share one image, which each sample restores. They run one at a time.
        var image = Bridge.ToArray();
        Gen.Select(around, Gen.Byte).Sample((offset, value) => ReadsOrSaysWhy(image, offset, value), iter: 500, threads: 1);
    }

    private static bool ReadsOrSaysWhy(byte[] image, int offset, byte value)
    {
        image[offset] = value;
        try
        {
            var file = new ElfFile(image, "damaged.so");
            ElfVersionNeeds.Of(file);
            ElfUndefinedSymbols.Of(file);
            return true;
        }
        catch (InvalidDataException error)
        {
            return error.Message.StartsWith("damaged.so: ", StringComparison.Ordinal);
        }
        finally
        {
            image[offset] = Bridge[offset];
        }
    }

    private static int VersionSectionHeader(byte[] image)
    {
        const uint versionRequirements = 0x6FFFFFFE;
        var table = (int)BinaryPrimitives.ReadUInt64LittleEndian(image.AsSpan(SectionTableField));
        var count = BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(0x3C));
        return Enumerable.Range(0, count).Select(index => table + index * 64)
            .Single(header => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(header + 4)) == versionRequirements);
    }
}
