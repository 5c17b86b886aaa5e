using GpuBench.Kernels.Storage;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>Maps a numeric triple to the storage type of our kernels: fp32 or fp16, with fp32 arithmetic.</summary>
internal static class IlgpuTypes
{
    /// <returns>Null: no kernel has these types, so the trial is refused.</returns>
    public static StorageType? Of(NumericTriple? dtype) => dtype switch
    {
        { Input: DType.Fp32, Accumulate: DType.Fp32, Output: DType.Fp32 } => StorageType.Fp32,
        { Input: DType.Fp16, Accumulate: DType.Fp32, Output: DType.Fp16 } => StorageType.Fp16,
        _ => null,
    };

    public static Refusal? Refuse(DeviceInfo device, Trial trial) => Of(trial.DType) is null ? NoKernel(device, trial) : null;

    /// <summary>Refuses a trial whose types no kernel has.</summary>
    public static Refusal NoKernel(DeviceInfo device, Trial trial) => Refusal.Unsupported(
        $"{trial.Workload}: there is no ILGPU kernel for {trial.DType} on {device.Id}; use another --axis dtype, or a libtorch engine");
}
