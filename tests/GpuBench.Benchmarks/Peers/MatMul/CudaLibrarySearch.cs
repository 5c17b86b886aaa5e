namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>
/// Finds cuBLAS 13 or 12 under the names that programs link to. If <see cref="Variable"/> is set, it searches only there. Otherwise it uses
/// the loader's search, which LD_LIBRARY_PATH controls. Then it searches the packages that pip installs beside PyTorch:
/// <c>site-packages/nvidia/cu13/lib</c> of CUDA 13, <c>site-packages/nvidia/cublas/lib</c> of CUDA 12.
/// </summary>
internal sealed class CudaLibrarySearch
{
    public const string Variable = "GPUBENCH_CUDA_LIBRARIES";

    private readonly List<string> _searched = [];

    /// <param name="named">The value of <see cref="Variable"/>. Null or empty means unset.</param>
    /// <param name="torchDirectories">
    /// Possible directories of PyTorch's libraries, best first: <c>site-packages/torch/lib</c>. The search reads only as many as it needs.
    /// </param>
    /// <param name="load">Takes a path or a bare name. It returns 0 if the library does not load.</param>
    public CudaLibrarySearch(string? named, IEnumerable<string> torchDirectories, Func<string, nint> load)
    {
        var folders = string.IsNullOrEmpty(named) ? torchDirectories.SelectMany(Packages).Prepend("") : [named];
        Found = folders.Select(folder => Load(folder, load)).FirstOrDefault(pair => pair is not null);
        RefusalReason = Found is not null ? null
            : $"libcublas.so.13 or .12 with its libcublasLt does not load from {string.Join(", ", _searched)}: "
            + $"pip install nvidia-cublas (CUDA 13) or nvidia-cublas-cu12, or name the folder of both in {Variable}";
    }

    public Libraries? Found { get; }

    /// <summary>Null if both libraries were found. Otherwise the places searched and the remedy.</summary>
    public string? RefusalReason { get; }

    /// <summary>Handles of both libraries, of the same version.</summary>
    /// <param name="Path">Path of cuBLAS, or a bare name if the loader found it.</param>
    public sealed record Libraries(nint CuBlas, nint CuBlasLt, string Path);

    /// <summary>Loads cuBLASLt first: cuBLAS requests it by name, and the loader does not search for a loaded library again.</summary>
    private Libraries? Load(string folder, Func<string, nint> load)
    {
        _searched.Add(folder.Length == 0 ? "the loader's search" : folder);
        // The development package provides the bare name.
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
