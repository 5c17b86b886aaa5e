using System.Globalization;
using GpuBench.Torch.Loading;
using static TorchSharp.torch;

namespace GpuBench.Torch.Devices;

/// <summary>The loaded libtorch in a line, for people: where it is from, whether the bridge fits it, what it can use.</summary>
internal static class LibTorchText
{
    private const int MostNames = 3;

    public static string Of(LibTorchLoad.Loaded loaded) => string.Create(
        CultureInfo.InvariantCulture,
        $"libtorch {loaded.Version ?? "of unknown version"} in {WithoutHome(loaded.Directory)} ({Origin(loaded.Origin)}); bridge {Bridge(loaded)}; CUDA devices {CudaDevices(loaded)}; attention kernels {AttentionKernels()}");

    private static string Origin(LibTorchOrigin origin) => origin switch
    {
        LibTorchOrigin.Option => "named by --libtorch",
        LibTorchOrigin.EnvironmentVariable => "named by GPUBENCH_LIBTORCH",
        LibTorchOrigin.AppDirectory => "beside the program",
        LibTorchOrigin.Bundled => "bundled",
        _ => $"PyTorch of {origin}",
    };

    private static string Bridge(LibTorchLoad.Loaded loaded)
    {
        var patched = loaded.IsBridgePatched ? "patched for this C++ library" : "as shipped";
        var missing = loaded.MissingSymbols.Count;
        return missing == 0
            ? $"{patched}, no function missing"
            : string.Create(CultureInfo.InvariantCulture, $"{patched}, {missing} functions missing: {string.Join(", ", loaded.MissingSymbols.Take(MostNames))}{(missing > MostNames ? ", …" : "")}");
    }

    private static string CudaDevices(LibTorchLoad.Loaded loaded) =>
        loaded.HasCuda ? cuda.device_count().ToString(CultureInfo.InvariantCulture) : "none, built for CPUs";

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
