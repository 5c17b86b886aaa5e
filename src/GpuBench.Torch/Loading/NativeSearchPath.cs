namespace GpuBench.Torch.Loading;

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
