namespace GpuBench.Torch.Loading;

/// <summary>The shared libraries in this process, as the kernel lists them.</summary>
public static class MappedLibraries
{
    private const string MapsFile = "/proc/self/maps";

    /// <summary>
    /// Full paths, symbolic links resolved, of every mapped file of that name, e.g. <c>libtorch_cpu.so</c>;
    /// empty where the kernel offers no list.
    /// </summary>
    public static IReadOnlyList<string> PathsOf(string fileName)
    {
        if (!File.Exists(MapsFile))
            return [];
        return File.ReadLines(MapsFile)
            .Select(PathOf)
            .Where(path => string.Equals(Path.GetFileName(path), fileName, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .ToList();
    }

    // address perms offset dev inode path: only the path holds a slash.
    private static string PathOf(string line) => line.IndexOf('/', StringComparison.Ordinal) is var start and >= 0 ? line[start..] : "";
}
