namespace GpuBench.Torch.Loading;

/// <summary>
/// The one door through which libtorch comes into a process. Every use of TorchSharp follows a
/// <see cref="LibTorchLoad.Loaded"/> from here; TorchSharp's own loader is never reached.
/// </summary>
public static class LibTorch
{
    private static readonly Lock Gate = new();

    // The libraries are the process's, not an object's: once opened they cannot be exchanged, so neither can this.
    private static LibTorchLoad? settled;

    /// <summary>
    /// Loads libtorch, once: later calls are answered with what the first one loaded. A refusal before anything was opened
    /// does not count, so another directory may be tried after it. Takes about half a second. Thread-safe.
    /// </summary>
    /// <param name="explicitDirectory">What the user asked for, itself or with <c>lib</c> below it; null to search.</param>
    /// <returns>Never throws for what a machine lacks: that is a <see cref="LibTorchLoad.NotLoaded"/>.</returns>
    /// <exception cref="InvalidOperationException">libtorch is loaded from another directory already.</exception>
    public static LibTorchLoad Load(string? explicitDirectory = null)
    {
        lock (Gate)
        {
            var candidates = LibTorchCandidates.Here(explicitDirectory);
            if (settled is not null)
                return Again(settled, candidates);
            var loader = new LibTorchLoader(candidates, BridgeCache.OfUser());
            var load = loader.Load();
            if (loader.HasTouchedProcess)
                settled = load;
            return load;
        }
    }

    private static LibTorchLoad Again(LibTorchLoad settled, LibTorchCandidates candidates)
    {
        if (settled is not LibTorchLoad.Loaded loaded || candidates.Requested is not LibTorchOrigin.Option)
            return settled;
        var isTheSame = string.Equals(candidates.Choose()?.Directory, loaded.Directory, StringComparison.Ordinal);
        return isTheSame
            ? settled
            : throw new InvalidOperationException(
                $"libtorch is loaded from {loaded.Directory}; {candidates.OptionDirectory} cannot be loaded into the same process.");
    }
}
