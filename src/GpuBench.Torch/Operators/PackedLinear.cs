using System.Runtime.Intrinsics.X86;

namespace GpuBench.Torch.Operators;

/// <summary>
/// x·Wᵀ on a processor, with weights that are stored once as oneDNN reads them. torch.mm gets them row-major: with few rows of x it takes
/// 1.3 to 2.6 times as long (<c>peers model</c>). Frozen graphs of torch.compile use the same operators.
/// </summary>
/// <remarks>
/// PyTorch, torch/csrc/inductor/aoti_torch/c/shim_cpu.h. The dispatcher cannot pass the arguments of these operators.
/// </remarks>
internal static unsafe class PackedLinear
{
    private static readonly nint Linear = OneDnn.Find("aoti_torch_cpu__linear_pointwise");
    private static readonly nint LinearAndSum = OneDnn.Find("aoti_torch_cpu__linear_pointwise_binary");

    /// <summary>Whether the other members may be called. libtorch refuses bf16 on processors without these instructions.</summary>
    public static bool IsAvailable =>
        Linear != 0 && LinearAndSum != 0 && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported && OneDnn.IsEnabled;

    /// <param name="weights">(outputs, inputs), row-major.</param>
    /// <returns>The same numbers in oneDNN's layout, an owned handle.</returns>
    /// <exception cref="InvalidOperationException">libtorch refuses.</exception>
    public static nint Pack(nint weights) =>
        AtenDispatcher.Call("mkldnn::_reorder_linear_weight"u8, [AtenDispatcher.Argument(weights), AtenDispatcher.None]);

    /// <param name="x">(rows, inputs).</param>
    /// <param name="packed">From <see cref="Pack"/>.</param>
    /// <returns>(rows, outputs), an owned handle.</returns>
    /// <exception cref="InvalidOperationException">libtorch refuses.</exception>
    public static nint Multiply(nint x, nint packed)
    {
        nint result;
        fixed (byte* none = "none\0"u8)
        {
            LibTorchFunctions.ThrowOnError(
                ((delegate* unmanaged<nint, nint, nint*, byte*, double**, long, byte**, nint*, int>)Linear)(
                    x, packed, null, none, null, 0, null, &result),
                "a product with packed weights");
        }
        return result;
    }

    /// <summary>x·Wᵀ + <paramref name="addend"/>, rounded once.</summary>
    /// <inheritdoc cref="Multiply"/>
    public static nint MultiplyAndAdd(nint x, nint packed, nint addend)
    {
        nint result;
        fixed (byte* add = "add\0"u8)
        {
            LibTorchFunctions.ThrowOnError(
                ((delegate* unmanaged<nint, nint, nint, nint*, byte*, nint*, int>)LinearAndSum)(x, addend, packed, null, add, &result),
                "a sum with a product of packed weights");
        }
        return result;
    }
}
