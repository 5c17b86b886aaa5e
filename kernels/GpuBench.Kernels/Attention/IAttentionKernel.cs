using System.Globalization;
using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Attention;

/// <summary>One rung of the attention ladder. Scores, softmax and sums are fp32 in every storage.</summary>
public interface IAttentionKernel : IDeviceKernel
{
    string IDeviceKernel.QualifiedName => $"attention/{Name}";

    /// <summary>Null when the kernel can run, otherwise the reason in one clause.</summary>
    string? RefusalReason(DeviceTraits device, StorageType storage, AttentionSize shape);

    /// <summary>Compiles for the accelerator. The launcher serves every shape for which <see cref="RefusalReason"/> is null.</summary>
    AttentionLaunch Load(Accelerator accelerator, StorageType storage);
}

/// <summary>
/// O = softmax(Q·Kᵀ / √D)·V for each batch and head. Q and O are (B,H,T,D), K and V are (B,Hkv,S,D), row-major. Query head h uses key
/// head h / (H / Hkv).
/// </summary>
/// <remarks>
/// Work of every kernel: 4·B·H·T·S·D FLOP without a mask, and at least (2·B·H·T·D + 2·B·Hkv·S·D)·sizeof(element) bytes. The causal mask is
/// aligned bottom-right: query t sees the keys 0 .. t + S - T; a query that sees no key yields zeros.
/// </remarks>
public readonly record struct AttentionSize(int B, int H, int Hkv, int T, int S, int D, bool Causal);

/// <summary>An <see cref="AttentionSize"/> in the form of a kernel argument.</summary>
/// <param name="BatchHeads">B·H.</param>
/// <param name="HeadsPerKeyHead">H / Hkv, a whole number: (b·H + h) / (H / Hkv) is the index of the key head over all batches.</param>
/// <param name="FirstVisibleKeys">Keys that query 0 sees, before clamping to 0 .. S: S - T + 1 if causal, otherwise S.</param>
/// <param name="Log2Scale">log2(e) / √D: scores times this are exponents of two.</param>
public readonly record struct AttentionArguments(
    int BatchHeads, int HeadsPerKeyHead, int T, int S, int D, int FirstVisibleKeys, float Log2Scale)
{
    public static AttentionArguments Of(AttentionSize shape) => new(
        shape.B * shape.H, shape.H / shape.Hkv, shape.T, shape.S, shape.D,
        shape.Causal ? shape.S - shape.T + 1 : shape.S, (float)(Math.Log2(Math.E) / Math.Sqrt(shape.D)));

    /// <summary>Number of keys, from key 0 on, that query <paramref name="t"/> sees: 0 .. S.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int VisibleKeys(int t) => IntrinsicMath.Min(S, IntrinsicMath.Max(0, t + FirstVisibleKeys));
}

/// <summary>Enqueues one attention and returns; allocates nothing.</summary>
/// <remarks>
/// Each view starts at a multiple of 16 bytes and holds the elements of <paramref name="shape"/> in the storage that was loaded.
/// </remarks>
public delegate void AttentionLaunch(
    AcceleratorStream stream, ArrayView<uint> q, ArrayView<uint> k, ArrayView<uint> v, ArrayView<uint> o, AttentionSize shape);

/// <summary>The parameters of every device function of this family, in ILGPU's order.</summary>
internal delegate void AttentionLauncher(
    AcceleratorStream stream, KernelConfig config, ArrayView<uint> q, ArrayView<uint> k, ArrayView<uint> v, ArrayView<uint> o,
    AttentionArguments arguments);

internal static class AttentionRequirement
{
    public static string? Served(StorageType storage, AttentionSize shape)
    {
        if (storage is not (StorageType.Fp32 or StorageType.Fp16))
            return $"has no code for {storage}";
        if (shape is not { B: > 0, H: > 0, Hkv: > 0, T: > 0, S: > 0, D: > 0 })
            return "needs every dimension to be at least 1";
        if (shape.H % shape.Hkv != 0)
            return string.Create(CultureInfo.InvariantCulture, $"needs H to be a multiple of Hkv, they are {shape.H} and {shape.Hkv}");
        return Requirement.Indexable((long)shape.B * shape.H * shape.T * shape.D, (long)shape.B * shape.Hkv * shape.S * shape.D);
    }
}
