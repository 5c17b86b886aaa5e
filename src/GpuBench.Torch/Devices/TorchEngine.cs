using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Torch.Loading;
using GpuBench.Torch.Operators;
using GpuBench.Torch.SelfTest;
using GpuBench.Torch.Tensors;

namespace GpuBench.Torch.Devices;

/// <summary>One way into libtorch; the back ends ask it for what differs between the ways.</summary>
public abstract class TorchEngine
{
    private protected TorchEngine()
    {
    }

    /// <summary>One of <see cref="TorchEngines"/>.</summary>
    public abstract string Name { get; }

    /// <returns>An <see cref="LibTorchLoad.Opened"/> that this engine can use, or a <see cref="LibTorchLoad.NotLoaded"/>.</returns>
    internal abstract LibTorchLoad Load();

    /// <summary>The libtorch and the way into it, in a line, for people.</summary>
    internal abstract string Describe(LibTorchLoad.Opened opened);

    /// <summary>What a row says of its engine.</summary>
    internal abstract string VersionOf(LibTorchLoad.Opened opened);

    /// <param name="index">Among the devices of the back end.</param>
    internal abstract ITensorFactory TensorsOn(Backend backend, int index);

    /// <exception cref="InvalidOperationException">There is no such libtorch: what <see cref="Load"/> says.</exception>
    internal LibTorchLoad.Opened LoadOrThrow() => Load() switch
    {
        LibTorchLoad.Opened opened => opened,
        LibTorchLoad.NotLoaded missing => throw new InvalidOperationException($"{missing.Reason} {missing.Remedy}"),
        _ => throw new InvalidOperationException("libtorch did not load"),
    };

    private protected static string CudaDevices(LibTorchLoad.Opened opened) => opened.HasCuda
        ? CudaRuntime.Loaded()?.VisibleDeviceCount().ToString(CultureInfo.InvariantCulture) ?? "unknown"
        : "none, built for CPUs";
}

/// <summary>The names of the two ways into libtorch.</summary>
public static class TorchEngines
{
    /// <summary>Through TorchSharp and its bridge, which fits one version of libtorch.</summary>
    public const string TorchSharp = "torchsharp";

    /// <summary>Through libtorch's stable C interface, which stays the same across versions.</summary>
    public const string Stable = "torch-stable";
}

/// <summary>libtorch through TorchSharp.</summary>
public sealed class TorchSharpEngine(TrustedLibTorch libTorch) : TorchEngine
{
    public override string Name => TorchEngines.TorchSharp;

    internal override LibTorchLoad Load() => libTorch.Load();

    internal override string Describe(LibTorchLoad.Opened opened) =>
        $"{LibTorchText.Where(opened)}; bridge {Bridge((LibTorchLoad.Loaded)opened)}; CUDA devices {CudaDevices(opened)}; "
        + $"attention kernels {AttentionKernels()}";

    internal override string VersionOf(LibTorchLoad.Opened opened) => TorchVersions.Of((LibTorchLoad.Loaded)opened).Describe();

    internal override ITensorFactory TensorsOn(Backend backend, int index) => new TorchSharpTensors(
        backend == Backend.Cuda ? new(TorchSharp.DeviceType.CUDA, index) : TorchSharp.torch.CPU);

    private static string Bridge(LibTorchLoad.Loaded loaded) =>
        $"{(loaded.IsBridgePatched ? "patched for this C++ library" : "as shipped")}, no function missing";

    /// <summary>Which of scaled_dot_product_attention's kernels are switched on.</summary>
    private static string AttentionKernels()
    {
        var kernels = new List<string>();
        if (TorchSharp.torch.backends.cuda.flash_sdp_enabled())
            kernels.Add("flash");
        if (TorchSharp.torch.backends.cuda.math_sdp_enabled())
            kernels.Add("math");
        return kernels.Count > 0 ? string.Join(" and ", kernels) : "none";
    }
}

/// <summary>
/// libtorch through its stable C interface alone: TorchSharp is not touched and its bridge not loaded. A libtorch of any version
/// that has the interface is measured by the same calls.
/// </summary>
/// <param name="libTorchDirectory">Null: the loader's own search.</param>
public sealed class TorchStableEngine(string? libTorchDirectory) : TorchEngine
{
    public override string Name => TorchEngines.Stable;

    internal override LibTorchLoad Load()
    {
        var load = LibTorch.Open(libTorchDirectory);
        if (load is not LibTorchLoad.Opened opened || DynamicLinker.Undefined(LibTorchFunctions.Names) is not { Count: > 0 } missing)
            return load;
        return LibTorchLoad.NotLoaded.Because(
            $"{LibTorchText.Where(opened)} lacks {LibTorchText.Names(missing)} of the stable C interface", "Use PyTorch 2.10 or later");
    }

    internal override string Describe(LibTorchLoad.Opened opened) =>
        $"{LibTorchText.Where(opened)}; stable C interface, no function missing; CUDA devices {CudaDevices(opened)}";

    internal override string VersionOf(LibTorchLoad.Opened opened)
    {
        LibTorchFunctions.ThrowOnError(LibTorchFunctions.torch_get_num_threads(out var threadCount), "the number of its threads");
        return string.Create(CultureInfo.InvariantCulture, $"stable C interface of libtorch {opened.Version}, {threadCount} threads");
    }

    internal override ITensorFactory TensorsOn(Backend backend, int index) => new StableTensors(backend, index);
}
