using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>A form of <see cref="FfmaGemm"/>, to measure beside <see cref="AsyncTileMatMul"/>.</summary>
internal sealed class AsyncTileVariant(string name, string technique, string function, Type sums, int groupSize) : IMatMulKernel
{
    public static IReadOnlyList<IMatMulKernel> All { get; } =
    [
        new AsyncTileVariant(
            "async-tile-a", "16x8 sums a lane, a stage of 16 of K without a branch", nameof(FfmaGemm.Straight), typeof(FfmaSums16), 128),
        new AsyncTileVariant(
            "async-tile-b", "8x8 sums a lane, a stage of 16 of K without a branch", nameof(FfmaGemm.Straight), typeof(FfmaSums8), 256),
    ];

    public string Name => name;

    public string Technique => technique;

    public IReadOnlyList<MatMulVariant> Variants { get; } = [.. MatMulVariant.Of(MatMulTypes.Fp32)];

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(variant => EntryPoint(variant, typeof(CudaAsyncCopy)))];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? Requirement.GroupSize(device, groupSize)
            ?? Requirement.SharedMemory(device, FfmaGemm.SharedBytes)
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
        var columns = variant.Layout == MatMulLayout.NT ? typeof(FfmaColumnsNT) : typeof(FfmaColumnsNN);
        return FfmaGemm.EntryPoint(this, variant, function, groupSize, copy, columns, sums);
    }
}
