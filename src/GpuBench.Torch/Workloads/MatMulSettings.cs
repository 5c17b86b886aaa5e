using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using static TorchSharp.torch;

namespace GpuBench.Torch.Workloads;

/// <summary>libtorch's settings for matrix products on CUDA, set for a trial and read back; a CPU has none of them.</summary>
/// <param name="IsCuda">Whether they mean anything on this device.</param>
/// <param name="Tf32IsOn">fp32 products may round their operands to TF32.</param>
/// <param name="Fp16SumsAllowed">fp16 products may add partial sums in fp16.</param>
internal sealed record MatMulSettings(bool IsCuda, bool Tf32IsOn, bool Fp16SumsAllowed)
{
    /// <summary>TF32 exactly where the trial says so; sums in fp32 always, as the numeric types state.</summary>
    public static MatMulSettings Apply(DeviceInfo device, NumericTriple dtype)
    {
        if (device.Backend != Backend.Cuda)
            return new(IsCuda: false, Tf32IsOn: false, Fp16SumsAllowed: false);
        backends.cuda.matmul.allow_tf32 = dtype.Input == DType.Tf32;
        backends.cuda.matmul.allow_fp16_reduced_precision_reduction = false;
        return new(true, backends.cuda.matmul.allow_tf32, backends.cuda.matmul.allow_fp16_reduced_precision_reduction);
    }

    /// <returns>What the kernel's name says of them, or nothing.</returns>
    public override string ToString() =>
        IsCuda ? $", TF32 {(Tf32IsOn ? "on" : "off")}, fp16 sums {(Fp16SumsAllowed ? "allowed" : "off")}" : "";
}
