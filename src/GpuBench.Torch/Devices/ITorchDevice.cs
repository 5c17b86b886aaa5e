using GpuBench.Measuring.Devices;
using static TorchSharp.torch;

namespace GpuBench.Torch.Devices;

/// <summary>A device of this engine: where tensors are put.</summary>
internal interface ITorchDevice : IDevice
{
    Device Place { get; }

    IPeakMemory PeakMemory { get; }
}
