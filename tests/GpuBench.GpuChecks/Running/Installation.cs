namespace GpuBench.GpuChecks.Running;

/// <summary>
/// The folders of the programs. After unpacking, all programs are in the folder of this program. After a build from sources, each program
/// is in its own folder.
/// </summary>
/// <param name="folder">Folder of this program.</param>
public sealed class Installation(string folder)
{
    private static readonly string[] Projects =
    [
        "src/GpuBench", "tests/GpuBench.Kernels.Tests", "tests/GpuBench.Benchmarks", "tests/ptx/GpuBench.PtxInterpreter.Calibration",
        "tests/GpuBench.GpuChecks",
    ];

    /// <summary>Contains the list of checks and the files that the commands name.</summary>
    public string Folder { get; } = Path.TrimEndingDirectorySeparator(folder);

    public static Installation Here => new(AppContext.BaseDirectory);

    /// <summary>The folders for the search path.</summary>
    public IReadOnlyList<string> ProgramFolders => SourceRoot is { } root
        ? [.. Projects.Select(project =>
            Path.Combine(root, project, Path.GetRelativePath(Path.Combine(root, "tests/GpuBench.GpuChecks"), Folder)))]
        : [Folder];

    /// <summary>The folder of GpuBench.sln. Null in an unpacked bundle.</summary>
    public string? SourceRoot
    {
        get
        {
            for (var above = Path.GetDirectoryName(Folder); above is not null; above = Path.GetDirectoryName(above))
            {
                if (File.Exists(Path.Combine(above, "GpuBench.sln")))
                    return above;
            }

            return null;
        }
    }

    public string Tools => Path.Combine(Folder, "rehearsal");

    /// <summary>The commit from which the bundle was made. Empty if it is not stated.</summary>
    public string Commit =>
        File.Exists(Path.Combine(Folder, "commit.txt")) ? File.ReadAllText(Path.Combine(Folder, "commit.txt")).Trim() : "";

    /// <exception cref="FileNotFoundException">The program was not built, or is not in the bundle.</exception>
    public string Program(string name) =>
        ProgramFolders.Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"{name} is in none of {string.Join(", ", ProgramFolders)}: build the solution first");
}
