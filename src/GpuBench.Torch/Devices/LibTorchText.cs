using System.Globalization;
using GpuBench.Torch.Loading;
using static TorchSharp.torch;

namespace GpuBench.Torch.Devices;

/// <summary>The loaded libtorch in a line, for people: where it is from, what the way into it found, what it can use.</summary>
internal static class LibTorchText
{
    private const int MostNames = 3;

    /// <summary>Without a word of TorchSharp, which need not be there.</summary>
    public static string WithInterface(LibTorchLoad.Opened opened) =>
        $"{Where(opened)}; stable C interface, no function missing; CUDA devices {CudaDevices(opened)}";

    public static string WithBridge(LibTorchLoad.Loaded loaded) =>
        $"{Where(loaded)}; bridge {Bridge(loaded)}; CUDA devices {CudaDevices(loaded)}; attention kernels {AttentionKernels()}";

    public static string Where(LibTorchLoad.Opened opened) =>
        $"libtorch {opened.Version ?? "of unknown version"} in {WithoutHome(opened.Directory)} ({Origin(opened.Origin)})";

    /// <summary>The number of functions and the first of them.</summary>
    public static string Names(IReadOnlyList<string> functions) => string.Create(
        CultureInfo.InvariantCulture,
        $"{functions.Count} function{(functions.Count == 1 ? "" : "s")} ({string.Join(", ", functions.Take(MostNames))}{(functions.Count > MostNames ? ", …" : "")})");

    private static string Origin(LibTorchOrigin origin) => origin switch
    {
        LibTorchOrigin.Option => "named by --libtorch",
        LibTorchOrigin.EnvironmentVariable => "named by GPUBENCH_LIBTORCH",
        LibTorchOrigin.AppDirectory => "beside the program",
        LibTorchOrigin.Bundled => "bundled",
        _ => $"PyTorch of {origin}",
    };

    private static string Bridge(LibTorchLoad.Loaded loaded) =>
        $"{(loaded.IsBridgePatched ? "patched for this C++ library" : "as shipped")}, no function missing";

    private static string CudaDevices(LibTorchLoad.Opened opened) => opened.HasCuda
        ? CudaRuntime.Loaded()?.VisibleDeviceCount().ToString(CultureInfo.InvariantCulture) ?? "unknown"
        : "none, built for CPUs";

    /// <summary>Which of scaled_dot_product_attention's kernels are switched on.</summary>
    private static string AttentionKernels()
    {
        var kernels = new List<string>();
        if (backends.cuda.flash_sdp_enabled())
            kernels.Add("flash");
        if (backends.cuda.math_sdp_enabled())
            kernels.Add("math");
        return kernels.Count > 0 ? string.Join(" and ", kernels) : "none";
    }

    /// <summary>Results are published: they need not name the user.</summary>
    private static string WithoutHome(string path)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 1 && path.StartsWith(home, StringComparison.Ordinal) ? "~" + path[home.Length..] : path;
    }
}
