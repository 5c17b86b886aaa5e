namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>
/// Looks for cuBLAS 13 or 12 under the names that programs are linked to: where <see cref="Variable"/> says and nowhere else,
/// or by the loader's own search, which LD_LIBRARY_PATH leads, and then among the packages that pip puts beside PyTorch:
/// <c>site-packages/nvidia/cu13/lib</c> of CUDA 13, <c>site-packages/nvidia/cublas/lib</c> of CUDA 12.
/// </summary>
internal sealed class CudaLibrarySearch
{
    public const string Variable = "GPUBENCH_CUDA_LIBRARIES";

    private readonly List<string> _searched = [];

    /// <param name="named">What <see cref="Variable"/> says; null or empty: nothing.</param>
    /// <param name="torchDirectories">
    /// Where PyTorch's libraries may lie, best first: <c>site-packages/torch/lib</c>. Read as far as needed.
    /// </param>
    /// <param name="load">Takes a path or a bare name, and returns 0 where it does not load.</param>
    public CudaLibrarySearch(string? named, IEnumerable<string> torchDirectories, Func<string, nint> load)
    {
        var folders = string.IsNullOrEmpty(named) ? torchDirectories.SelectMany(Packages).Prepend("") : [named];
        Found = folders.Select(folder => Load(folder, load)).FirstOrDefault(pair => pair is not null);
        RefusalReason = Found is not null ? null
            : $"libcublas.so.13 or .12 with its libcublasLt does not load from {string.Join(", ", _searched)}: "
            + $"pip install nvidia-cublas (CUDA 13) or nvidia-cublas-cu12, or name the folder of both in {Variable}";
    }

    public Libraries? Found { get; }

    /// <summary>Null where both were found, otherwise where they were looked for, and the remedy.</summary>
    public string? RefusalReason { get; }

    /// <summary>Handles of both, of one version.</summary>
    /// <param name="Path">Of cuBLAS; a bare name where the loader found it.</param>
    public sealed record Libraries(nint CuBlas, nint CuBlasLt, string Path);

    /// <summary>The other library first: cuBLAS asks for it by name, and a loaded one need not be found again.</summary>
    private Libraries? Load(string folder, Func<string, nint> load)
    {
        _searched.Add(folder.Length == 0 ? "the loader's search" : folder);
        // The bare name comes with the development package.
        foreach (var version in (string[])[".13", ".12", ""])
        {
            var path = Path.Combine(folder, CudaLibraries.CuBlas + version);
            var cuBlasLt = load(Path.Combine(folder, CudaLibraries.CuBlasLt + version));
            if (cuBlasLt != 0 && load(path) is not 0 and var cuBlas)
                return new(cuBlas, cuBlasLt, path);
        }
        return null;
    }

    private static IEnumerable<string> Packages(string torchDirectory)
    {
        var nvidia = Path.GetFullPath(Path.Combine(torchDirectory, "..", "..", "nvidia"));
        return Directory.Exists(nvidia)
            ? Directory.GetDirectories(nvidia)
                .Select(package => Path.Combine(package, "lib"))
                .Where(folder => Directory.Exists(folder) && Directory.EnumerateFiles(folder, CudaLibraries.CuBlas + ".*").Any())
                .Order(StringComparer.Ordinal)
            : [];
    }
}
