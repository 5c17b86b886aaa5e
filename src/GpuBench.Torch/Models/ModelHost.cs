using GpuBench.Torch.Devices;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;

namespace GpuBench.Torch.Models;

/// <summary>What a trial of a model uses of its device.</summary>
/// <param name="Memory">Null: the peak is not reported.</param>
/// <param name="Kept">Keeps data of checks for later rounds; null: nothing is kept.</param>
/// <param name="Recorder">Null: the device cannot record launches.</param>
internal sealed record ModelHost(
    ITensorFactory Tensors, IPeakMemory? Memory = null, HostDataCache? Kept = null, ILaunchRecorder? Recorder = null)
{
    public ILaunchRecorder RecorderOrThrow => Recorder ?? throw new RecordingException("the device records no launches");

    public static ModelHost Of(ITorchDevice device) => new(device.Tensors, device.PeakMemory, device.HostData, device.Recorder);
}
