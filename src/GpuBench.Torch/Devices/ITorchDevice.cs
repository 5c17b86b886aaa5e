using GpuBench.Measuring.Devices;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;

namespace GpuBench.Torch.Devices;

/// <summary>A device of either engine.</summary>
internal interface ITorchDevice : IDevice
{
    /// <summary>Makes tensors on it.</summary>
    ITensorFactory Tensors { get; }

    IPeakMemory PeakMemory { get; }

    SilenceLimit IDevice.FirstLaunchLimit => SilenceLimit.FirstLibraryLaunch;

    /// <summary>What its workloads made on the host and will need again.</summary>
    HostDataCache HostData { get; }
}

/// <summary>The most memory that was taken since a moment.</summary>
internal interface IPeakMemory
{
    /// <summary>That moment is now, where the system can forget what was before.</summary>
    void Reset();

    /// <returns>Bytes; null where nobody says.</returns>
    long? ReadBytes();
}
