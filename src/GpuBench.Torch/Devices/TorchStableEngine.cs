using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Torch.Loading;
using GpuBench.Torch.Operators;
using GpuBench.Torch.Tensors;

namespace GpuBench.Torch.Devices;

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

    internal override string Describe(LibTorchLoad.Opened opened) => LibTorchText.WithInterface(opened);

    internal override string VersionOf(LibTorchLoad.Opened opened)
    {
        LibTorchFunctions.ThrowOnError(LibTorchFunctions.torch_get_num_threads(out var threadCount), "the number of its threads");
        return string.Create(CultureInfo.InvariantCulture, $"stable C interface of libtorch {opened.Version}, {threadCount} threads");
    }

    internal override ITensorFactory TensorsOn(Backend backend, int index) => new StableTensors(backend, index);
}
