namespace GpuBench.Torch.Loading;

/// <summary>What came of loading libtorch: <see cref="Opened"/>, <see cref="Loaded"/> or <see cref="NotLoaded"/>.</summary>
public abstract record LibTorchLoad
{
    private LibTorchLoad()
    {
    }

    /// <summary>libtorch is in this process; its C interface may be called from here on, TorchSharp not.</summary>
    public record Opened : LibTorchLoad
    {
        /// <summary>Where libtorch was loaded from.</summary>
        public required string Directory { get; init; }

        public required LibTorchOrigin Origin { get; init; }

        /// <summary>E.g. <c>2.11.0+cu130</c>; major and minor number alone where only the library itself tells it; null where nothing does.</summary>
        public required string? Version { get; init; }

        /// <summary>Whether this libtorch brought its CUDA half, which says nothing yet about a device.</summary>
        public required bool HasCuda { get; init; }

        /// <summary>Why the CUDA half did not load although it is there; null otherwise.</summary>
        public required string? CudaFailure { get; init; }
    }

    /// <summary>TorchSharp's bridge is in this process, too; TorchSharp may be used from here on.</summary>
    public sealed record Loaded : Opened
    {
        /// <summary>The file that was loaded as TorchSharp's bridge to libtorch.</summary>
        public required string BridgePath { get; init; }

        /// <summary>Whether the bridge is a copy made to load with this machine's C++ library.</summary>
        public required bool IsBridgePatched { get; init; }

        /// <summary>Why the patched bridge is not in the user's cache; null when it is, or was not needed.</summary>
        public required string? BridgeNote { get; init; }

        /// <summary>
        /// The functions that the bridge calls and nobody defines: each ends the process when first called. Empty when the
        /// bridge and libtorch fit.
        /// </summary>
        public required IReadOnlyList<string> MissingSymbols { get; init; }
    }

    /// <summary>What was asked for must not be touched.</summary>
    /// <param name="Reason">What was found, in a sentence.</param>
    /// <param name="Cure">What to do about it, in a sentence.</param>
    public sealed record NotLoaded(string Reason, string Cure) : LibTorchLoad
    {
        /// <summary>From a clause each, with or without a full stop.</summary>
        internal static NotLoaded Because(string reason, string cure) => new($"{reason.TrimEnd('.')}.", $"{cure.TrimEnd('.')}.");
    }
}
