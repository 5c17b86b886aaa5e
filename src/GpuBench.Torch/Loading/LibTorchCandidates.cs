using System.Reflection;

namespace GpuBench.Torch.Loading;

/// <summary>Where libtorch may lie, best first. Nothing is loaded here.</summary>
public sealed class LibTorchCandidates
{
    internal const string EnvironmentVariable = "GPUBENCH_LIBTORCH";

    /// <summary>The directory that the user asked for; null or empty for none.</summary>
    public string? OptionDirectory { get; init; }

    /// <summary>Directories of the program's own, searched without being asked for.</summary>
    public IReadOnlyList<string> AppDirectories { get; init; } = [];

    /// <summary>The package the program was built with; null when it was built without one.</summary>
    public string? BundledDirectory { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Where python3's PyTorch keeps its libraries; asked only when everything before it held no libtorch.</summary>
    public required Func<string?> PythonDirectory { get; init; }

    /// <summary>The one origin that counts because the user named it, or null.</summary>
    public LibTorchOrigin? Requested
        => OptionDirectory is { Length: > 0 } ? LibTorchOrigin.Option
            : Variable(EnvironmentVariable) is { Length: > 0 } ? LibTorchOrigin.EnvironmentVariable
            : null;

    /// <summary>The candidates of this process.</summary>
    /// <param name="optionDirectory">What <c>--libtorch</c> says; null or empty for none.</param>
    public static LibTorchCandidates Here(string? optionDirectory = null) => new()
    {
        OptionDirectory = optionDirectory,
        AppDirectories = [.. NativeSearchPath.Directories(), Path.Combine(AppContext.BaseDirectory, "libtorch")],
        BundledDirectory = RecordedDirectory(),
        Variable = Environment.GetEnvironmentVariable,
        PythonDirectory = PythonTorch.LibraryDirectory,
    };

    /// <summary>
    /// All candidates, whether or not they hold libtorch. Beyond what was asked for, the program's own come before every
    /// PyTorch found on the machine: TorchSharp's bridge is C++ compiled against exactly that version, while a foreign
    /// one may miss functions or lay out objects differently, which shows only when it crashes. What lies beside the
    /// program even precedes its package, since the runtime would find it there anyway and load it as a second libtorch.
    /// </summary>
    public IEnumerable<LibTorchCandidate> InOrder()
        => Unfolded(OptionDirectory, LibTorchOrigin.Option)
            .Concat(Unfolded(Variable(EnvironmentVariable), LibTorchOrigin.EnvironmentVariable))
            .Concat(AppDirectories.Select(directory => Candidate(directory, LibTorchOrigin.AppDirectory)))
            .Concat(Single(() => BundledDirectory, LibTorchOrigin.Bundled))
            .Concat(SitePackages(Variable("VIRTUAL_ENV"), LibTorchOrigin.VirtualEnvironment))
            .Concat(SitePackages(Variable("CONDA_PREFIX"), LibTorchOrigin.Conda))
            .Concat(Single(PythonDirectory, LibTorchOrigin.Python));

    /// <summary>
    /// The first that holds libtorch, or null. What was asked for is taken or found wanting, never silently replaced:
    /// a measurement of another libtorch than the one named is worse than none.
    /// </summary>
    public LibTorchCandidate? Choose()
    {
        var eligible = Requested is { } origin ? InOrder().TakeWhile(candidate => candidate.Origin == origin) : InOrder();
        return eligible.FirstOrDefault(candidate => candidate.HoldsLibTorch);
    }

    // People name the folder of the libraries as often as the one above it.
    private static IEnumerable<LibTorchCandidate> Unfolded(string? directory, LibTorchOrigin origin)
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

    /// <summary>Read from the files around the directory, e.g. <c>2.10.0</c> or <c>2.11.0+cu130</c>; null where they do not say.</summary>
    public string? Version => LibTorchVersion.Of(Directory);
}

/// <summary>Who named a directory of libtorch.</summary>
public enum LibTorchOrigin
{
    /// <summary>The command line's <c>--libtorch</c>.</summary>
    Option = 1,

    /// <summary><c>GPUBENCH_LIBTORCH</c>.</summary>
    EnvironmentVariable,

    /// <summary>It lies beside the program.</summary>
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
