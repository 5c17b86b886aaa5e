using GpuBench.Measuring.Devices;
using GpuBench.Torch.Tensors;

namespace GpuBench.Torch.Devices;

/// <summary>A device of either engine.</summary>
internal interface ITorchDevice : IDevice
{
    /// <summary>Makes tensors on it.</summary>
    ITensorFactory Tensors { get; }

    IPeakMemory PeakMemory { get; }
}
