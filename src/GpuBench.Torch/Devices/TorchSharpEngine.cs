using GpuBench.Measuring.Devices;
using GpuBench.Torch.Loading;
using GpuBench.Torch.SelfTest;
using GpuBench.Torch.Tensors;

namespace GpuBench.Torch.Devices;

/// <summary>libtorch through TorchSharp.</summary>
public sealed class TorchSharpEngine(TrustedLibTorch libTorch) : TorchEngine
{
    public override string Name => TorchEngines.TorchSharp;

    internal override LibTorchLoad Load() => libTorch.Load();

    internal override string Describe(LibTorchLoad.Opened opened) => LibTorchText.WithBridge((LibTorchLoad.Loaded)opened);

    internal override string VersionOf(LibTorchLoad.Opened opened) => TorchVersions.Of((LibTorchLoad.Loaded)opened).Describe();

    internal override ITensorFactory TensorsOn(Backend backend, int index) => new TorchSharpTensors(
        backend == Backend.Cuda ? new(TorchSharp.DeviceType.CUDA, index) : TorchSharp.torch.CPU);
}
