using System.Globalization;

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

        /// <summary>
        /// E.g. <c>2.11.0+cu130</c>; major and minor number alone where only the library itself tells it; null where nothing
        /// does.
        /// </summary>
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
    /// <param name="Remedy">What to do about it, in a sentence.</param>
    public sealed record NotLoaded(string Reason, string Remedy) : LibTorchLoad
    {
        /// <summary>From a clause each, with or without a full stop.</summary>
        internal static NotLoaded Because(string reason, string cure) => new($"{reason.TrimEnd('.')}.", $"{cure.TrimEnd('.')}.");
    }
}

/// <summary>
/// The loaded libtorch and its functions in a line, for people. Nothing here touches TorchSharp, which need not be there.
/// </summary>
internal static class LibTorchText
{
    private const int MaxNames = 3;

    public static string Where(LibTorchLoad.Opened opened) =>
        $"libtorch {opened.Version ?? "of unknown version"} in {WithoutHome(opened.Directory)} ({Origin(opened.Origin)})";

    /// <summary>The number of functions and the first of them.</summary>
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
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "an origin without words"),
    };

    /// <summary>Results are published: they need not name the user.</summary>
    private static string WithoutHome(string path)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 1 && path.StartsWith(home, StringComparison.Ordinal) ? "~" + path[home.Length..] : path;
    }
}
