namespace GpuBench.Torch.Loading;

/// <summary>The shared libraries in this process, as the kernel lists them.</summary>
public static class MappedLibraries
{
    private const string MapsFile = "/proc/self/maps";

    /// <summary>
    /// Full paths, symbolic links resolved, of every mapped file of that name, e.g. <c>libtorch_cpu.so</c>;
    /// empty where the kernel offers no list.
    /// </summary>
    public static IReadOnlyList<string> PathsOf(string fileName) =>
        Paths(name => string.Equals(name, fileName, StringComparison.Ordinal));

    /// <summary>The same of every file whose name begins so, e.g. <c>libcudart</c>, which is followed by a version.</summary>
    public static IReadOnlyList<string> PathsStarting(string namePrefix) =>
        Paths(name => name.StartsWith(namePrefix, StringComparison.Ordinal));

    private static List<string> Paths(Func<string, bool> isWanted)
    {
        if (!File.Exists(MapsFile))
            return [];
        return File.ReadLines(MapsFile)
            .Select(PathOf)
            .Where(path => isWanted(Path.GetFileName(path)))
            .Distinct(StringComparer.Ordinal)
            .ToList();
    }

    // address perms offset dev inode path: only the path holds a slash.
    private static string PathOf(string line) => line.IndexOf('/', StringComparison.Ordinal) is var start and >= 0 ? line[start..] : "";
}
