using GpuBench.Torch.Loading;

namespace GpuBench.Torch.SelfTest;

/// <summary>
/// Loads the program's own libtorch at once, and any other only after its self-test passed in a child process.
/// </summary>
/// <param name="libTorchDirectory">Null: the loader's own search.</param>
public sealed class TrustedLibTorch(string? libTorchDirectory, LibTorchSelfTestProcess selfTest)
{
    private readonly Lazy<string?> _distrust = new(() => DistrustOf(LibTorchCandidates.Here(libTorchDirectory), selfTest));

    /// <summary>The first call may take seconds; the self-test is run once. Thread-safe.</summary>
    /// <returns>A <see cref="LibTorchLoad.Loaded"/> that the bridge fits, or a <see cref="LibTorchLoad.NotLoaded"/>.</returns>
    public LibTorchLoad Load() => _distrust.Value is { } reason
        ? LibTorchLoad.NotLoaded.Because(reason, TorchSharpBridge.MisfitCure)
        : Fitting(LibTorch.Load(libTorchDirectory));

    /// <summary>A function that is missing ends the process when it is called, and which ones a run calls is TorchSharp's affair.</summary>
    private static LibTorchLoad Fitting(LibTorchLoad load) => load is LibTorchLoad.Loaded { MissingSymbols: { Count: > 0 } missing } loaded
        ? LibTorchLoad.NotLoaded.Because(
            $"{LibTorchText.Where(loaded)} does not fit TorchSharp's bridge, which misses {LibTorchText.Names(missing)}",
            TorchSharpBridge.MisfitCure)
        : load;

    private static string? DistrustOf(LibTorchCandidates candidates, LibTorchSelfTestProcess selfTest)
    {
        // What is not found is for the loader to explain.
        if (candidates.Choose() is not { } chosen || IsOwn(chosen, candidates))
            return null;
        return selfTest.Distrust(chosen.Directory) is { } reason
            ? $"libtorch {chosen.Version ?? "of unknown version"} in {chosen.Directory} is not used: {reason}"
            : null;
    }

    /// <summary>Built with the program, and so against the bridge.</summary>
    private static bool IsOwn(LibTorchCandidate chosen, LibTorchCandidates candidates) =>
        chosen.Origin is LibTorchOrigin.Bundled or LibTorchOrigin.AppDirectory
        || (candidates.BundledDirectory is { } bundled
            && string.Equals(Path.GetFullPath(bundled), chosen.Directory, StringComparison.Ordinal));
}
