using System.Buffers.Binary;
using GpuBench.Tests.Fakes;
using GpuBench.Torch.Loading;
using Xunit;

namespace GpuBench.Tests.Torch;

public sealed class TorchSharpBridgeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _bridge = TorchSharpBridge.Find()!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_bridge_is_used_unchanged_if_the_cxx_library_is_new_enough()
    {
        var loadable = TorchSharpBridge.Prepare(_bridge, cxxLibraryIsNewEnough: true, _ => throw new InvalidOperationException("written"));
        Assert.Equal(new LoadableBridge(_bridge, IsPatched: false), loadable);
    }

    [Fact]
    public void A_patched_bridge_is_not_copied_again()
    {
        var once = TorchSharpBridge.Prepare(_bridge, cxxLibraryIsNewEnough: false, Cache().Write);
        var twice = TorchSharpBridge.Prepare(once.Path, cxxLibraryIsNewEnough: false, _ => throw new InvalidOperationException("written"));
        Assert.Equal(new LoadableBridge(once.Path, IsPatched: false), twice);
    }

    [Fact]
    public void A_real_need_of_the_newer_library_is_an_error()
    {
        var image = File.ReadAllBytes(_bridge);
        var marker = image.AsSpan().IndexOf("_ZSt21ios_base_library_initv\0"u8);
        image[marker + 4] = (byte)'9';
        var error = Assert.Throws<InvalidDataException>(
            () => TorchSharpBridge.Prepare(Write(image), cxxLibraryIsNewEnough: false, Cache().Write));
        Assert.Contains("_ZSt91ios_base_library_initv needs GLIBCXX_3.4.32 of libstdc++.so.6", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_bridge_is_an_error_that_names_the_file()
    {
        var image = File.ReadAllBytes(_bridge);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(0x28), (ulong)image.Length);
        var path = Write(image);
        var error = Assert.Throws<InvalidDataException>(() => TorchSharpBridge.Prepare(path, cxxLibraryIsNewEnough: false, Cache().Write));
        Assert.StartsWith($"{Path.GetFileName(path)}: the section header table", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cache_keeps_one_copy_and_replaces_it_when_it_was_damaged()
    {
        var first = Cache().Write([1, 2, 3]);
        Assert.Equal((true, false, null), (first.IsPatched, first.IsTemporary, first.Note));
        File.WriteAllBytes(first.Path, [1, 2]);
        Assert.Equal(first, Cache().Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(first.Path));
        Assert.NotEqual(first.Path, Cache().Write([3, 2, 1]).Path, StringComparer.Ordinal);
        Assert.Equal(2, Directory.EnumerateFiles(Path.GetDirectoryName(first.Path)!).Count());
    }

    [Fact]
    public void The_copy_goes_to_a_private_folder_with_a_note_if_there_is_no_cache()
    {
        var file = Write([]);
        var loadable = new BridgeCache(Path.Combine(file, "gpubench")).Write([1, 2, 3]);
        Assert.True(loadable.IsTemporary);
        Assert.StartsWith($"The cache {file}", loadable.Note, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(loadable.Path));
        Directory.Delete(Path.GetDirectoryName(loadable.Path)!, recursive: true);
    }

    private BridgeCache Cache() => new(_folder.Combine("cache"));

    private string Write(byte[] image)
    {
        var path = _folder.Combine("written.so");
        File.WriteAllBytes(path, image);
        return path;
    }
}
