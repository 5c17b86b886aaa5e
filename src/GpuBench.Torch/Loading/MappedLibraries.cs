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

/// <summary>Where the .NET runtime looks for native libraries by itself, whether or not anyone points it elsewhere.</summary>
internal static class NativeSearchPath
{
    /// <summary>
    /// Full paths: the program's folder (single-file and runtime-specific publishing put native files there), its
    /// <c>runtimes</c> folder (portable builds), and what the host read from the program's <c>.deps.json</c>.
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
