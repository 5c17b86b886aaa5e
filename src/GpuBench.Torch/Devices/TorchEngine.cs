using GpuBench.Measuring.Devices;
using GpuBench.Torch.Loading;
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
        LibTorchLoad.NotLoaded missing => throw new InvalidOperationException($"{missing.Reason} {missing.Cure}"),
        _ => throw new InvalidOperationException("libtorch did not load"),
    };
}
