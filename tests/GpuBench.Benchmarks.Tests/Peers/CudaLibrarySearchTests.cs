using GpuBench.Benchmarks.Peers.MatMul;

namespace GpuBench.Benchmarks.Tests.Peers;

public sealed class CudaLibrarySearchTests : IDisposable
{
    private readonly DirectoryInfo _site = Directory.CreateTempSubdirectory("gpubench-test-");

    private string TorchDirectory => Path.Combine(_site.FullName, "torch", "lib");

    public void Dispose() => _site.Delete(recursive: true);

    [Theory]
    [InlineData("cu13", 13)]
    [InlineData("cublas", 12)]
    public void Both_libraries_are_found_in_the_Python_packages_beside_torch(string package, int version)
    {
        var folder = Install(package, version);
        var search = new CudaLibrarySearch(named: null, [TorchDirectory], LoadFile);
        Assert.Equal(Path.Combine(folder, $"libcublas.so.{version}"), search.Found?.Path);
        Assert.True(search.Found is { CuBlas: not 0, CuBlasLt: not 0 });
        Assert.Null(search.RefusalReason);
    }

    [Fact]
    public void The_loader_precedes_the_Python_packages_and_version_13_precedes_version_12()
    {
        Install("cu13", 13);
        Assert.Equal("libcublas.so.12", Search(null, "libcublas.so.12", "libcublasLt.so.12").Found?.Path);
        Assert.Equal(
            "libcublas.so.13", Search(null, "libcublas.so.12", "libcublasLt.so.12", "libcublas.so.13", "libcublasLt.so.13").Found?.Path);
    }

    [Fact]
    public void Both_libraries_have_the_same_version()
    {
        Assert.Null(Search(null, "libcublas.so.13", "libcublasLt.so.12").Found);
        Assert.Equal("libcublas.so.12", Search(null, "libcublas.so.13", "libcublas.so.12", "libcublasLt.so.12").Found?.Path);
    }

    [Fact]
    public void Only_the_folder_that_the_user_named_is_searched()
    {
        var folder = Install("cu13", 13);
        Assert.Equal(Path.Combine(folder, "libcublas.so.13"), new CudaLibrarySearch(folder, [], LoadFile).Found?.Path);

        var wanting = new CudaLibrarySearch(_site.FullName, [TorchDirectory], LoadFile);
        Assert.Null(wanting.Found);
        Assert.Contains($"does not load from {_site.FullName}: pip install", wanting.RefusalReason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_lists_the_searched_places_and_gives_the_remedy()
    {
        var folder = Install("cu13", 13);
        var search = new CudaLibrarySearch(null, [TorchDirectory, "/nowhere/torch/lib"], _ => 0);
        Assert.Null(search.Found);
        Assert.Contains($"from the loader's search, {folder}: pip install nvidia-cublas", search.RefusalReason, StringComparison.Ordinal);
        Assert.Contains(CudaLibrarySearch.Variable, search.RefusalReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Python_is_not_queried_if_the_loader_finds_both_libraries()
    {
        var isAsked = false;
        IEnumerable<string> Python()
        {
            isAsked = true;
            yield return TorchDirectory;
        }
        Assert.NotNull(new CudaLibrarySearch(null, Python(), _ => 1).Found);
        Assert.False(isAsked);
        Assert.Null(new CudaLibrarySearch(null, Python(), _ => 0).Found);
        Assert.True(isAsked);
    }

    private static nint LoadFile(string path) => File.Exists(path) ? 1 : 0;

    private CudaLibrarySearch Search(string? named, params string[] loadable) =>
        new(named, [TorchDirectory], path => loadable.Contains(path) ? 1 : 0);

    /// <returns>The folder of both libraries.</returns>
    private string Install(string package, int version)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_site.FullName, "nvidia", package, "lib")).FullName;
        foreach (var library in (string[])["libcublas.so", "libcublasLt.so"])
            File.WriteAllText(Path.Combine(folder, $"{library}.{version}"), "");
        return folder;
    }
}
