using GpuBench.Torch.Loading;

namespace GpuBench.Torch.Models;

/// <summary>
/// Whether scaled_dot_product_attention may use cuDNN's kernel: a setting of the process, torch.backends.cuda.enable_cudnn_sdp in
/// Python. Where libtorch prefers cuDNN (2.11 and later on compute capability 9.0 and 10.0), cuDNN builds a plan for each new number
/// of keys: 48 ms on the host of an H200. A decoder with a growing cache would wait for a plan in every step.
/// </summary>
/// <remarks>
/// Neither TorchSharp nor the C interface has this setting, so the members of at::Context are called under their C++ names. A name
/// contains the types of the arguments: if a libtorch changes them, the name is absent, and nothing is called.
/// </remarks>
internal static unsafe class CuDnnAttention
{
    private static readonly nint Context = DynamicLinker.AddressOf("_ZN2at13globalContextEv");
    private static readonly nint Setter = DynamicLinker.AddressOf("_ZN2at7Context14setSDPUseCuDNNEb");
    private static readonly nint Getter = DynamicLinker.AddressOf("_ZNK2at7Context19userEnabledCuDNNSDPEv");

    /// <summary>Read back from libtorch; null if this libtorch has no such setting.</summary>
    public static bool? IsAllowed => Has ? ((delegate* unmanaged<nint, byte>)Getter)(Global) != 0 : null;

    private static bool Has => Context != 0 && Setter != 0 && Getter != 0;

    private static nint Global => ((delegate* unmanaged<nint>)Context)();

    /// <summary>Forbids the kernel until the result is disposed, which restores the setting. Some ten nanoseconds.</summary>
    public static Ban Forbid()
    {
        var ban = new Ban(IsAllowed);
        Set(isAllowed: false);
        return ban;
    }

    private static void Set(bool isAllowed)
    {
        if (Has)
            ((delegate* unmanaged<nint, byte, void>)Setter)(Global, isAllowed ? (byte)1 : (byte)0);
    }

    /// <param name="wasAllowed">Null: there is no setting to restore.</param>
    public readonly ref struct Ban(bool? wasAllowed)
    {
        public void Dispose()
        {
            if (wasAllowed is { } allowed)
                Set(allowed);
        }
    }
}
