namespace GpuBench.Torch.Loading;

/// <summary>The shared libraries in this process, as the kernel lists them.</summary>
public static class MappedLibraries
{
    private const string MapsFile = "/proc/self/maps";

    /// <summary>
    /// Full paths, with symbolic links resolved, of every mapped file of this name, e.g. <c>libtorch_cpu.so</c>; empty if the
    /// kernel has no list.
    /// </summary>
    public static IReadOnlyList<string> PathsOf(string fileName) =>
        Paths(name => string.Equals(name, fileName, StringComparison.Ordinal));

    /// <summary>The same for every file name with this prefix, e.g. <c>libcudart</c>, which a version follows.</summary>
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

    // address perms offset dev inode path: only the path contains a slash.
    private static string PathOf(string line) => line.IndexOf('/', StringComparison.Ordinal) is var start and >= 0 ? line[start..] : "";
}

/// <summary>The directories that the .NET runtime always searches for native libraries.</summary>
internal static class NativeSearchPath
{
    /// <summary>
    /// Full paths: the program's folder (single-file and runtime-specific publishing put native files there), its
    /// <c>runtimes</c> folder (portable builds), and those that the host read from the program's <c>.deps.json</c>.
    /// </summary>
    public static IReadOnlyList<string> Directories()
    {
        var fromHost = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        return new[] { AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native") }
            .Concat(fromHost.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            .Select(directory => Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)))
            .Distinct(StringComparer.Ordinal)
            .ToList();
    }
}
