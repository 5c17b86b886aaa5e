using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Over <see cref="RegisterTileMatMul"/>: 128x128 tiles, copied asynchronously in three stages.</summary>
/// <remarks>
/// The body is <see cref="PipelinedGemm"/>. Each work item keeps 16x8 fp32 sums in registers. Checked against a double-precision product
/// by <c>MatMulTests</c>.
/// </remarks>
public sealed class AsyncTileMatMul : IMatMulKernel
{
    public string Name => "async-tile";

    public string Technique => "128x128 tiles, 16x8 elements of C in registers, asynchronous copies in three stages";

    public IReadOnlyList<MatMulVariant> Variants { get; } = [.. MatMulVariant.Of(MatMulTypes.Fp32)];

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(variant => EntryPoint(variant, typeof(CudaAsyncCopy)))];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? Requirement.GroupSize(device, TileCopy.GroupSize)
            ?? Requirement.SharedMemory(device, PipelinedGemm.SharedBytes)
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, 4)
            ?? Requirement.Multiple("K", shape.K, 4);
    }

    /// <summary>True if copies are asynchronous and there is a tile for each multiprocessor. Otherwise smaller tiles win.</summary>
    internal static bool FillsDevice(DeviceTraits device, MatMulSize shape) =>
        device.ComputeCapability >= ComputeCapabilities.Ampere
        && (long)PipelinedGemm.TileCount(shape.M) * PipelinedGemm.TileCount(shape.N) * shape.BatchCount >= device.MultiprocessorCount;

    /// <summary>Uses <c>cp.async</c> on CUDA from sm_80 on, and plain copies elsewhere.</summary>
    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant)
    {
        var isAsynchronous = DeviceTraits.Of(accelerator).ComputeCapability >= ComputeCapabilities.Ampere;
        return PipelinedGemm.Load(accelerator, EntryPoint(variant, isAsynchronous ? typeof(CudaAsyncCopy) : typeof(PlainCopy)));
    }

    private KernelEntryPoint EntryPoint(MatMulVariant variant, Type copy) => variant.Layout == MatMulLayout.NT
        ? PipelinedGemm.EntryPoint(this, variant, copy, typeof(LaneTile<StridedColumns>), typeof(TileBNT))
        : PipelinedGemm.EntryPoint(this, variant, copy, typeof(LaneTile<AdjacentColumns>), typeof(TileBNN32));
}
