using System.Globalization;

namespace GpuBench.Torch.Loading;

/// <summary>The result of loading libtorch: <see cref="Opened"/>, <see cref="Loaded"/> or <see cref="NotLoaded"/>.</summary>
public abstract record LibTorchLoad
{
    private LibTorchLoad()
    {
    }

    /// <summary>libtorch is in this process. Its C interface may be called; TorchSharp may not.</summary>
    public record Opened : LibTorchLoad
    {
        /// <summary>The directory from which libtorch was loaded.</summary>
        public required string Directory { get; init; }

        public required LibTorchOrigin Origin { get; init; }

        /// <summary>E.g. <c>2.11.0+cu130</c>; only major and minor number if read from the library itself; null if unknown.</summary>
        public required string? Version { get; init; }

        /// <summary>Whether this libtorch includes its CUDA libraries; a device may still be missing.</summary>
        public required bool HasCuda { get; init; }

        /// <summary>Why the CUDA libraries exist but did not load; null otherwise.</summary>
        public required string? CudaFailure { get; init; }
    }

    /// <summary>TorchSharp's bridge is in this process, too; TorchSharp may be used.</summary>
    public sealed record Loaded : Opened
    {
        /// <summary>The file that was loaded as TorchSharp's bridge to libtorch.</summary>
        public required string BridgePath { get; init; }

        /// <summary>Whether the bridge is a copy made to load with this machine's C++ library.</summary>
        public required bool IsBridgePatched { get; init; }

        /// <summary>Why the patched bridge is not in the user's cache; null if it is, or if the bridge is not patched.</summary>
        public required string? BridgeNote { get; init; }

        /// <summary>
        /// Functions that the bridge calls and no library defines: each ends the process at its first call. Empty if the bridge
        /// fits libtorch.
        /// </summary>
        public required IReadOnlyList<string> MissingSymbols { get; init; }
    }

    /// <summary>libtorch did not load and must not be called.</summary>
    /// <param name="Reason">The reason, in a sentence.</param>
    /// <param name="Remedy">The remedy, in a sentence.</param>
    public sealed record NotLoaded(string Reason, string Remedy) : LibTorchLoad
    {
        /// <summary>Builds the two sentences; a full stop at the end is optional.</summary>
        internal static NotLoaded Because(string reason, string remedy) => new($"{reason.TrimEnd('.')}.", $"{remedy.TrimEnd('.')}.");
    }
}

/// <summary>One-line texts about the loaded libtorch. Nothing here uses TorchSharp, which may be absent.</summary>
internal static class LibTorchText
{
    private const int MaxNames = 3;

    public static string Where(LibTorchLoad.Opened opened) =>
        $"libtorch {opened.Version ?? "of unknown version"} in {WithoutHome(opened.Directory)} ({Origin(opened.Origin)})";

    /// <summary>The number of functions, and the first names.</summary>
    public static string Names(IReadOnlyList<string> functions)
    {
        var (plural, more) = (functions.Count == 1 ? "" : "s", functions.Count > MaxNames ? ", …" : "");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{functions.Count} function{plural} ({string.Join(", ", functions.Take(MaxNames))}{more})");
    }

    private static string Origin(LibTorchOrigin origin) => origin switch
    {
        LibTorchOrigin.Option => "named by --libtorch",
        LibTorchOrigin.EnvironmentVariable => "named by GPUBENCH_LIBTORCH",
        LibTorchOrigin.AppDirectory => "beside the program",
        LibTorchOrigin.Bundled => "bundled",
        LibTorchOrigin.VirtualEnvironment or LibTorchOrigin.Conda or LibTorchOrigin.Python => $"PyTorch of {origin}",
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "this origin has no text"),
    };

    /// <summary>Replaces the home directory, because published results must not name the user.</summary>
    private static string WithoutHome(string path)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 1 && path.StartsWith(home, StringComparison.Ordinal) ? "~" + path[home.Length..] : path;
    }
}
