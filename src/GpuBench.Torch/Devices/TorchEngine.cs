using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Torch.Loading;
using GpuBench.Torch.Operators;
using GpuBench.Torch.SelfTest;
using GpuBench.Torch.Tensors;

namespace GpuBench.Torch.Devices;

/// <summary>One interface to libtorch, with everything in which the two interfaces differ.</summary>
public abstract class TorchEngine
{
    private protected TorchEngine()
    {
    }

    /// <summary>One of <see cref="TorchEngines"/>.</summary>
    public abstract string Name { get; }

    /// <returns>A usable <see cref="LibTorchLoad.Opened"/>, or a <see cref="LibTorchLoad.NotLoaded"/>.</returns>
    internal abstract LibTorchLoad Load();

    /// <summary>The libtorch and its interface, in one line for users.</summary>
    internal abstract string Describe(LibTorchLoad.Opened opened);

    /// <summary>The engine's description in a result row.</summary>
    internal abstract string VersionOf(LibTorchLoad.Opened opened);

    /// <param name="index">The device's number in the back end.</param>
    internal abstract ITensorFactory TensorsOn(Backend backend, int index);

    /// <exception cref="InvalidOperationException">There is no usable libtorch; the message is that of <see cref="Load"/>.</exception>
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

/// <summary>The names of the two interfaces to libtorch.</summary>
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
        $"{(loaded.IsBridgePatched ? "patched for this C++ library" : "unpatched")}, no function missing";

    /// <summary>The enabled kernels of scaled_dot_product_attention.</summary>
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
/// libtorch through its stable C interface, without TorchSharp and its bridge. The same calls measure every libtorch version that
/// has the interface.
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
        LibTorchFunctions.ThrowOnError(LibTorchFunctions.torch_get_num_threads(out var threadCount), "the number of threads");
        return string.Create(CultureInfo.InvariantCulture, $"stable C interface of libtorch {opened.Version}, {threadCount} threads");
    }

    internal override ITensorFactory TensorsOn(Backend backend, int index) => new StableTensors(backend, index);
}
