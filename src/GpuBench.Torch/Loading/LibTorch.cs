using System.Runtime.InteropServices;

namespace GpuBench.Torch.Loading;

/// <summary>
/// The only loader of libtorch in a process. Calls of the C interface need a <see cref="LibTorchLoad.Opened"/> from here, and uses
/// of TorchSharp need a <see cref="LibTorchLoad.Loaded"/>, so that TorchSharp's own loader never runs.
/// </summary>
public static class LibTorch
{
    private static readonly Lock Gate = new();

    // Static, because libraries belong to the process: once opened, they cannot be exchanged.
    private static LibTorchLoad? settled;
    private static LibTorchLoad? bridged;
    private static LibTorchLibraries? libraries;

    /// <summary>
    /// Opens libtorch, without TorchSharp's bridge, once: later calls return the first result. After a refusal that opened nothing,
    /// the caller may try another directory. Takes about half a second. Thread-safe.
    /// </summary>
    /// <param name="explicitDirectory">The user's directory, with the libraries in it or in its <c>lib</c>; null to search.</param>
    /// <returns>A <see cref="LibTorchLoad.NotLoaded"/> if the machine lacks something; it never throws for that.</returns>
    /// <exception cref="InvalidOperationException">libtorch is loaded from another directory already.</exception>
    public static LibTorchLoad Open(string? explicitDirectory = null)
    {
        lock (Gate)
        {
            var candidates = LibTorchCandidates.Here(explicitDirectory);
            if (settled is not null)
                return Again(settled, candidates);
            var loader = new LibTorchLoader(candidates);
            var load = loader.Load();
            if (loader.HasTouchedProcess)
                (settled, libraries) = (load, loader.Libraries);
            return load;
        }
    }

    /// <summary>Opens libtorch as <see cref="Open"/> does, then TorchSharp's bridge, once. Thread-safe.</summary>
    /// <param name="explicitDirectory">As for <see cref="Open"/>.</param>
    /// <returns>A <see cref="LibTorchLoad.Loaded"/> or a <see cref="LibTorchLoad.NotLoaded"/>.</returns>
    /// <exception cref="InvalidOperationException">As for <see cref="Open"/>.</exception>
    public static LibTorchLoad Load(string? explicitDirectory = null)
    {
        lock (Gate)
        {
            var load = Open(explicitDirectory);
            return load is LibTorchLoad.Opened opened
                ? bridged ??= new BridgeLoader(libraries!, BridgeCache.OfUser()).Load(opened)
                : load;
        }
    }

    private static LibTorchLoad Again(LibTorchLoad settled, LibTorchCandidates candidates)
    {
        if (settled is not LibTorchLoad.Opened opened || candidates.Requested is not LibTorchOrigin.Option)
            return settled;
        var isTheSame = string.Equals(candidates.Choose()?.Directory, opened.Directory, StringComparison.Ordinal);
        return isTheSame
            ? settled
            : throw new InvalidOperationException(
                $"libtorch is loaded from {opened.Directory}; {candidates.OptionDirectory} cannot be loaded into the same process.");
    }
}

/// <summary>One attempt to load libtorch into this process; <see cref="LibTorch"/> ensures that it is the only one.</summary>
internal sealed class LibTorchLoader(LibTorchCandidates candidates)
{
    private const string OfferLibTorch =
        "Set --libtorch or GPUBENCH_LIBTORCH to the folder with libtorch_cpu.so, such as site-packages/torch/lib of PyTorch 2.10";

    public LibTorchLibraries Libraries { get; } = new();

    /// <summary>Whether a library was opened; a second attempt could then not start clean.</summary>
    public bool HasTouchedProcess { get; private set; }

    public LibTorchLoad Load()
    {
        if (!DynamicLinker.IsAvailable || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return LibTorchLoad.NotLoaded.Because(
                $"libtorch needs 64-bit x86 Linux with the GNU C library; this system is {RuntimeInformation.RuntimeIdentifier}",
                "Use the ilgpu engine here");
        if (candidates.Choose() is not { } candidate)
            return NothingFound();
        return Obstacle(candidate) ?? LoadFrom(candidate);
    }

    private LibTorchLoad LoadFrom(LibTorchCandidate candidate)
    {
        HasTouchedProcess = true;
        if (Libraries.Open(candidate.Directory) is { } error)
            return LibTorchLoad.NotLoaded.Because($"libtorch in {candidate.Directory} does not load: {error}", OfferLibTorch);
        NativeLibrary.SetDllImportResolver(typeof(LibTorchLoader).Assembly, (library, _, _) => Libraries.Find(library));
        return new LibTorchLoad.Opened
        {
            Directory = candidate.Directory,
            Origin = candidate.Origin,
            Version = candidate.Version ?? Libraries.VersionOfInterface(),
            HasCuda = Libraries.HasCuda,
            CudaFailure = Libraries.CudaFailure,
        };
    }

    // A second libtorch in a process registers every operator again and aborts.
    private static LibTorchLoad.NotLoaded? Obstacle(LibTorchCandidate candidate)
    {
        if (MappedLibraries.PathsOf(LibTorchCandidate.MainLibrary) is [var present, ..])
            return LibTorchLoad.NotLoaded.Because(
                $"{present} is already in this process", "Load libtorch before the first use of TorchSharp");
        var beside = NativeSearchPath.Directories()
            .Where(directory => !string.Equals(directory, candidate.Directory, StringComparison.Ordinal))
            .FirstOrDefault(directory => new LibTorchCandidate(directory, LibTorchOrigin.AppDirectory).HoldsLibTorch);
        return beside is null
            ? null
            : LibTorchLoad.NotLoaded.Because(
                $"The program's folder {beside} contains another libtorch than {candidate.Directory}; the runtime would load both",
                "Use the program's own, or start TorchBackend=external ./gpubench in the repository to choose another");
    }

    private LibTorchLoad.NotLoaded NothingFound() => candidates.Requested switch
    {
        LibTorchOrigin.Option => LibTorchLoad.NotLoaded.Because(
            $"--libtorch {candidates.OptionDirectory} has no libtorch_cpu.so", OfferLibTorch),
        LibTorchOrigin.EnvironmentVariable => LibTorchLoad.NotLoaded.Because(
            "The folder in GPUBENCH_LIBTORCH has no libtorch_cpu.so", OfferLibTorch),
        null => LibTorchLoad.NotLoaded.Because("The program was built without libtorch, and this machine has no PyTorch", OfferLibTorch),
        _ => throw new InvalidOperationException($"{candidates.Requested} is not an origin that a user can name"),
    };
}
