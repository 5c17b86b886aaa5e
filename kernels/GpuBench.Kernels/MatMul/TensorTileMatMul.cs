using GpuBench.Kernels.Loading;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Matrix units multiply what <see cref="StagedProduct"/> brings: tensor cores through <c>ldmatrix</c> and <c>mma.sync</c>.</summary>
/// <remarks>
/// 2·M·N·K FLOP; 32 matrix instructions a warp for each 32 bytes along K of its rows and columns. Checked against a double-precision product
/// by <c>MatMulTests</c> and, with emulated matrix units, by <c>TensorTileTests</c>.
/// </remarks>
public sealed class TensorTileMatMul : IMatMulKernel
{
    public string Name => "tensor-tile";

    public string Technique => "tensor cores on 128x128 tiles, 64x64 sums a warp, asynchronous copies in three stages";

    public bool UsesMatrixUnits => true;

    public IReadOnlyList<MatMulVariant> Variants => TensorVariants.All;

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(variant => TensorVariants.OnCuda(this, variant))];

    public string? WhyNot(DeviceTraits device, MatMulVariant variant, MatMulShape shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? MatMulRequirement.MatrixUnits(device, variant.Types)
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, 8)
            ?? Requirement.Multiple("K", shape.K, TensorVariants.ElementsPerQuad(variant));
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) =>
        StagedProduct.Load(accelerator, TensorVariants.OnCuda(this, variant));

    /// <summary>For devices without matrix units: correct, and slower than every other kernel.</summary>
    internal MatMulLaunch LoadEmulated(Accelerator accelerator, MatMulVariant variant) =>
        StagedProduct.Load(accelerator, TensorVariants.Emulated(this, variant));
}
