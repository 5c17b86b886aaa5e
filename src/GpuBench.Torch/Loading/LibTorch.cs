namespace GpuBench.Torch.Loading;

/// <summary>
/// The one door through which libtorch comes into a process. Every call of its C interface follows a
/// <see cref="LibTorchLoad.Opened"/> from here, every use of TorchSharp a <see cref="LibTorchLoad.Loaded"/>; TorchSharp's own
/// loader is never reached.
/// </summary>
public static class LibTorch
{
    private static readonly Lock Gate = new();

    // The libraries are the process's, not an object's: once opened they cannot be exchanged, so neither can these.
    private static LibTorchLoad? settled;
    private static LibTorchLoad? bridged;
    private static LibTorchLibraries? libraries;

    /// <summary>
    /// Opens libtorch, without TorchSharp's bridge, once: later calls are answered with what the first one opened. A refusal
    /// before anything was opened does not count, so another directory may be tried after it. Takes about half a second. Thread-safe.
    /// </summary>
    /// <param name="explicitDirectory">What the user asked for, itself or with <c>lib</c> below it; null to search.</param>
    /// <returns>Never throws for what a machine lacks: that is a <see cref="LibTorchLoad.NotLoaded"/>.</returns>
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

    /// <summary>As <see cref="Open"/>, and then TorchSharp's bridge, once. Thread-safe.</summary>
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
