namespace GpuBench.Tests;

/// <summary>Files of the source tree that tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string File(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "GpuBench.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no GpuBench.sln above the tests");
        return folder.FullName;
    }
}
