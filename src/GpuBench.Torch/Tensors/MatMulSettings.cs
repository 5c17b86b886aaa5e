namespace GpuBench.Torch.Tensors;

/// <summary>libtorch's settings for matrix products on CUDA; a CPU has none of them.</summary>
/// <param name="IsCuda">Whether they mean anything on this device.</param>
/// <param name="Tf32IsOn">fp32 products may round their operands to TF32.</param>
/// <param name="Fp16SumsAllowed">fp16 products may add partial sums in fp16.</param>
internal sealed record MatMulSettings(bool IsCuda, bool Tf32IsOn, bool Fp16SumsAllowed)
{
    public static MatMulSettings OfCpu { get; } = new(IsCuda: false, Tf32IsOn: false, Fp16SumsAllowed: false);

    /// <returns>What the kernel's name says of them, or nothing.</returns>
    public override string ToString() =>
        IsCuda ? $", TF32 {(Tf32IsOn ? "on" : "off")}, fp16 sums {(Fp16SumsAllowed ? "allowed" : "off")}" : "";
}
