using GpuBench.Torch.Loading;

namespace GpuBench.Torch.SelfTest;

/// <summary>
/// Loads the program's own libtorch directly, and any other only after it passed the self-test in a child process.
/// </summary>
/// <param name="libTorchDirectory">Null: the loader's own search.</param>
public sealed class TrustedLibTorch(string? libTorchDirectory, LibTorchSelfTestProcess selfTest)
{
    private readonly Lazy<string?> _distrust = new(() => DistrustOf(LibTorchCandidates.Here(libTorchDirectory), selfTest));

    /// <summary>The first call can take seconds; the self-test runs once. Thread-safe.</summary>
    /// <returns>A <see cref="LibTorchLoad.Loaded"/> that the bridge fits, or a <see cref="LibTorchLoad.NotLoaded"/>.</returns>
    public LibTorchLoad Load() => _distrust.Value is { } reason
        ? LibTorchLoad.NotLoaded.Because(reason, TorchSharpBridge.MisfitRemedy)
        : Fitting(LibTorch.Load(libTorchDirectory));

    /// <summary>A missing function ends the process when it is called, and TorchSharp decides which functions a run calls.</summary>
    private static LibTorchLoad Fitting(LibTorchLoad load) => load is LibTorchLoad.Loaded { MissingSymbols: { Count: > 0 } missing } loaded
        ? LibTorchLoad.NotLoaded.Because(
            $"{LibTorchText.Where(loaded)} does not fit TorchSharp's bridge: it lacks {LibTorchText.Names(missing)}",
            TorchSharpBridge.MisfitRemedy)
        : load;

    private static string? DistrustOf(LibTorchCandidates candidates, LibTorchSelfTestProcess selfTest)
    {
        // The loader explains why nothing was found.
        if (candidates.Choose() is not { } chosen || IsOwn(chosen, candidates))
            return null;
        return selfTest.Distrust(chosen.Directory) is { } reason
            ? $"libtorch {chosen.Version ?? "of unknown version"} in {chosen.Directory} is not used: {reason}"
            : null;
    }

    /// <summary>Whether it was built with the program, and so matches the bridge.</summary>
    private static bool IsOwn(LibTorchCandidate chosen, LibTorchCandidates candidates) =>
        chosen.Origin is LibTorchOrigin.Bundled or LibTorchOrigin.AppDirectory
        || (candidates.BundledDirectory is { } bundled
            && string.Equals(Path.GetFullPath(bundled), chosen.Directory, StringComparison.Ordinal));
}
