using GpuBench.Measuring.Devices;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;

namespace GpuBench.Torch.Devices;

/// <summary>A device of either engine.</summary>
internal interface ITorchDevice : IDevice
{
    /// <summary>Creates tensors on the device.</summary>
    ITensorFactory Tensors { get; }

    IPeakMemory PeakMemory { get; }

    /// <summary>Null: it cannot record launches.</summary>
    ILaunchRecorder? Recorder { get; }

    SilenceLimit IDevice.FirstLaunchLimit => SilenceLimit.FirstLibraryLaunch;

    /// <summary>Host data that its workloads reuse.</summary>
    HostDataCache HostData { get; }
}

/// <summary>The peak memory use since the last reset.</summary>
internal interface IPeakMemory
{
    /// <summary>Restarts the peak, if the system supports it.</summary>
    void Reset();

    /// <returns>Bytes; null if unknown.</returns>
    long? ReadBytes();
}
