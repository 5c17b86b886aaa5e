using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>A form of <see cref="FfmaGemm"/>, to measure beside <see cref="AsyncTileMatMul"/>.</summary>
internal sealed class AsyncTileVariant(string name, string technique, FfmaForm form) : IMatMulKernel
{
    private static readonly FfmaForm Straight16 = new(typeof(FfmaGemm), nameof(FfmaGemm.Straight), typeof(FfmaSums16), 128);
    private static readonly FfmaForm Pairs8 = new(typeof(FfmaPairGemm), nameof(FfmaPairGemm.Pairs), typeof(FfmaSums8), 256);
    private static readonly FfmaForm Short16 = new(typeof(FfmaShortGemm), nameof(FfmaShortGemm.Straight), typeof(FfmaSums16), 128);
    private static readonly FfmaForm Ahead16 = new(typeof(FfmaShortGemm), nameof(FfmaShortGemm.Ahead), typeof(FfmaSums16), 128);

    public static IReadOnlyList<IMatMulKernel> All { get; } =
    [
        new AsyncTileVariant("async-tile-a", "16x8 sums a lane, stages of 16 of K without a branch", Straight16),
        new AsyncTileVariant("async-tile-b", "8x8 sums a lane, stages of 16 of K, 16 warps a multiprocessor", Pairs8),
        new AsyncTileVariant("async-tile-c", "16x8 sums a lane, stages of 8 of K without a branch", Short16),
        new AsyncTileVariant("async-tile-d", "16x8 sums a lane, stages of 8 of K, the next stage's columns loaded ahead", Ahead16),
    ];

    public string Name => name;

    public string Technique => technique;

    /// <summary>Groups of 256 serve B (K,N) alone: with the other layout they spill registers.</summary>
    public IReadOnlyList<MatMulVariant> Variants { get; } =
        [.. MatMulVariant.Of(MatMulTypes.Fp32).Where(variant => form.GroupSize == 128 || variant.Layout == MatMulLayout.NN)];

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(variant => EntryPoint(variant, typeof(CudaAsyncCopy)))];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? Requirement.GroupSize(device, form.GroupSize)
            ?? Requirement.SharedMemory(device, form.IsShort ? FfmaShortGemm.SharedBytes : FfmaGemm.SharedBytes)
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, 4)
            ?? Requirement.Multiple("K", shape.K, 4)
            ?? (shape.K >= 16 ? null : "needs K of at least 16");
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant)
    {
        var isAsynchronous = DeviceTraits.Of(accelerator).ComputeCapability >= ComputeCapabilities.Ampere;
        return FfmaGemm.Load(accelerator, EntryPoint(variant, isAsynchronous ? typeof(CudaAsyncCopy) : typeof(PlainCopy)));
    }

    private KernelEntryPoint EntryPoint(MatMulVariant variant, Type copy)
    {
        var isTransposed = variant.Layout == MatMulLayout.NT;
        var columns = form.IsShort
            ? isTransposed ? typeof(FfmaShortColumnsNT) : typeof(FfmaShortColumnsNN)
            : isTransposed ? typeof(FfmaColumnsNT) : typeof(FfmaColumnsNN);
        var method = form.Gemm.GetMethod(form.Function)!
            .MakeGenericMethod(copy, columns, form.Sums);
        return new(((IDeviceKernel)this).QualifiedName, variant.ToString(), method, form.GroupSize) { MinGroupCount = 2 };
    }
}

/// <param name="Function">The device function of <paramref name="Gemm"/>.</param>
/// <param name="Sums">The sums of a lane.</param>
internal sealed record FfmaForm(Type Gemm, string Function, Type Sums, int GroupSize)
{
    /// <summary>Stages of 8 of K.</summary>
    public bool IsShort => Gemm == typeof(FfmaShortGemm);
}
