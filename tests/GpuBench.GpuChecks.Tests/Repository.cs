namespace GpuBench.GpuChecks.Tests;

/// <summary>Files of the source tree that tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Checks => File("tests/GpuBench.GpuChecks/checks.json");

    /// <summary>The folder of the built program, which also contains the list and the tools.</summary>
    public static string ProgramFolder => Path.Combine(
        Root, "tests/GpuBench.GpuChecks", Path.GetRelativePath(File("tests/GpuBench.GpuChecks.Tests"), AppContext.BaseDirectory));

    public static string File(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "GpuBench.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no GpuBench.sln above the tests");
        return folder.FullName;
    }
}
