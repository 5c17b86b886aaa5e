using System.Reflection;

namespace GpuBench.Torch.Loading;

/// <summary>Directories that may contain libtorch, best first. Nothing is loaded here.</summary>
public sealed class LibTorchCandidates
{
    internal const string EnvironmentVariable = "GPUBENCH_LIBTORCH";

    /// <summary>The directory that the user named; null or empty for none.</summary>
    public string? OptionDirectory { get; init; }

    /// <summary>The program's own directories, always searched.</summary>
    public IReadOnlyList<string> AppDirectories { get; init; } = [];

    /// <summary>The libtorch package that the program was built with; null if none.</summary>
    public string? BundledDirectory { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The library directory of python3's PyTorch; called only if no earlier candidate contains libtorch.</summary>
    public required Func<string?> PythonDirectory { get; init; }

    /// <summary>The origin that the user named, which excludes all others; or null.</summary>
    public LibTorchOrigin? Requested
        => OptionDirectory is { Length: > 0 } ? LibTorchOrigin.Option
            : Variable(EnvironmentVariable) is { Length: > 0 } ? LibTorchOrigin.EnvironmentVariable
            : null;

    /// <summary>The candidates of this process.</summary>
    /// <param name="optionDirectory">The value of <c>--libtorch</c>; null or empty for none.</param>
    public static LibTorchCandidates Here(string? optionDirectory = null) => new()
    {
        OptionDirectory = optionDirectory,
        AppDirectories = [.. NativeSearchPath.Directories(), Path.Combine(AppContext.BaseDirectory, "libtorch")],
        BundledDirectory = RecordedDirectory(),
        Variable = Environment.GetEnvironmentVariable,
        PythonDirectory = PythonTorch.LibraryDirectory,
    };

    /// <summary>
    /// All candidates, whether or not they contain libtorch. After those that the user named, the program's own come before any
    /// PyTorch of the machine: TorchSharp's bridge is C++ compiled against exactly that version. Another version may lack functions
    /// or lay out objects differently, which shows only in a crash. A libtorch beside the program precedes the program's package,
    /// because the runtime would find it there and load it as a second libtorch.
    /// </summary>
    public IEnumerable<LibTorchCandidate> InOrder()
        => WithLibFolder(OptionDirectory, LibTorchOrigin.Option)
            .Concat(WithLibFolder(Variable(EnvironmentVariable), LibTorchOrigin.EnvironmentVariable))
            .Concat(AppDirectories.Select(directory => Candidate(directory, LibTorchOrigin.AppDirectory)))
            .Concat(Single(() => BundledDirectory, LibTorchOrigin.Bundled))
            .Concat(SitePackages(Variable("VIRTUAL_ENV"), LibTorchOrigin.VirtualEnvironment))
            .Concat(SitePackages(Variable("CONDA_PREFIX"), LibTorchOrigin.Conda))
            .Concat(Single(PythonDirectory, LibTorchOrigin.Python));

    /// <summary>
    /// The first that contains libtorch, or null. A libtorch that the user named is never silently replaced: a measurement of
    /// another one is worse than none.
    /// </summary>
    public LibTorchCandidate? Choose()
    {
        var eligible = Requested is { } origin ? InOrder().TakeWhile(candidate => candidate.Origin == origin) : InOrder();
        return eligible.FirstOrDefault(candidate => candidate.HoldsLibTorch);
    }

    // Users name the library folder as often as its parent.
    private static IEnumerable<LibTorchCandidate> WithLibFolder(string? directory, LibTorchOrigin origin)
        => string.IsNullOrEmpty(directory)
            ? []
            : [Candidate(directory, origin), Candidate(Path.Combine(directory, "lib"), origin)];

    private static IEnumerable<LibTorchCandidate> Single(Func<string?> directory, LibTorchOrigin origin)
    {
        if (directory() is { Length: > 0 } found)
            yield return Candidate(found, origin);
    }

    private static IEnumerable<LibTorchCandidate> SitePackages(string? prefix, LibTorchOrigin origin)
    {
        if (string.IsNullOrEmpty(prefix))
            return [];
        var libraries = new DirectoryInfo(Path.Combine(prefix, "lib"));
        if (!libraries.Exists)
            return [];
        return libraries
            .EnumerateDirectories("python3*", new EnumerationOptions { IgnoreInaccessible = true })
            .OrderBy(python => python.Name, StringComparer.Ordinal)
            .Select(python => Candidate(Path.Combine(python.FullName, "site-packages", "torch", "lib"), origin));
    }

    private static LibTorchCandidate Candidate(string directory, LibTorchOrigin origin)
        => new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)), origin);

    private static string? RecordedDirectory()
        => typeof(LibTorchCandidates).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(entry => string.Equals(entry.Key, "GpuBench.LibTorchDirectory", StringComparison.Ordinal))
            ?.Value;
}

/// <summary>A directory that may hold libtorch.</summary>
/// <param name="Directory">A full path; it need not exist.</param>
public sealed record LibTorchCandidate(string Directory, LibTorchOrigin Origin)
{
    internal const string MainLibrary = "libtorch_cpu.so";

    public bool HoldsLibTorch => File.Exists(Path.Combine(Directory, MainLibrary));

    /// <summary>Read from the files around the directory, e.g. <c>2.10.0</c> or <c>2.11.0+cu130</c>; null if they do not say.</summary>
    public string? Version => LibTorchVersion.Of(Directory);
}

/// <summary>Where the path of a libtorch directory comes from.</summary>
public enum LibTorchOrigin
{
    /// <summary>The command line's <c>--libtorch</c>.</summary>
    Option = 1,

    /// <summary><c>GPUBENCH_LIBTORCH</c>.</summary>
    EnvironmentVariable,

    /// <summary>A folder of the program.</summary>
    AppDirectory,

    /// <summary>The package that this program was built with.</summary>
    Bundled,

    /// <summary>PyTorch in the active <c>VIRTUAL_ENV</c>.</summary>
    VirtualEnvironment,

    /// <summary>PyTorch in the active <c>CONDA_PREFIX</c>.</summary>
    Conda,

    /// <summary>PyTorch as <c>python3</c> finds it.</summary>
    Python,
}
