using System.Globalization;
using System.Reflection;
using static TorchSharp.torch;

namespace GpuBench.Torch.Loading;

/// <summary>Versions and effective settings, read back from the libraries instead of taken from the request.</summary>
/// <param name="LibTorch">As <see cref="LibTorchLoad.Opened.Version"/>.</param>
/// <param name="ThreadCount">Threads within one operator on the CPU.</param>
/// <param name="InteropThreadCount">Threads across operators on the CPU.</param>
/// <param name="MatMulTf32">Whether fp32 matrix products on CUDA may round their operands to TF32.</param>
/// <param name="CudnnTf32">The same for cuDNN's convolutions.</param>
/// <param name="Fp16ReducedAccumulation">Whether fp16 matrix products on CUDA may add partial sums in fp16.</param>
/// <param name="FlashAttention">Whether scaled_dot_product_attention may use its flash kernel.</param>
/// <param name="MathAttention">Whether it may use separate products and a softmax.</param>
public sealed record TorchVersions(
    string TorchSharp,
    string? LibTorch,
    int ThreadCount,
    int InteropThreadCount,
    bool MatMulTf32,
    bool CudnnTf32,
    bool Fp16ReducedAccumulation,
    bool FlashAttention,
    bool MathAttention)
{
    /// <param name="loaded">Proof that TorchSharp may be used.</param>
    public static TorchVersions Of(LibTorchLoad.Loaded loaded) => new(
        TorchSharp: TorchSharpVersion(),
        LibTorch: loaded.Version,
        ThreadCount: get_num_threads(),
        InteropThreadCount: get_num_interop_threads(),
        MatMulTf32: backends.cuda.matmul.allow_tf32,
        CudnnTf32: backends.cudnn.allow_tf32,
        Fp16ReducedAccumulation: backends.cuda.matmul.allow_fp16_reduced_precision_reduction,
        FlashAttention: backends.cuda.flash_sdp_enabled(),
        MathAttention: backends.cuda.math_sdp_enabled());

    /// <summary>The engine's description in a result row.</summary>
    public string Describe() =>
        string.Create(CultureInfo.InvariantCulture, $"TorchSharp {TorchSharp}, libtorch {LibTorch}, {ThreadCount} threads");

    // The informational version of a package build ends in +commit.
    private static string TorchSharpVersion()
    {
        var assembly = typeof(global::TorchSharp.DeviceType).Assembly;
        var informational = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return informational?.Split('+')[0] ?? assembly.GetName().Version?.ToString() ?? "unknown";
    }
}
