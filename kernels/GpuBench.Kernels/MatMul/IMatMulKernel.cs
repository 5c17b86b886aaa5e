using GpuBench.Kernels.Loading;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>One step of the matrix-multiply ladder.</summary>
public interface IMatMulKernel : IDeviceKernel
{
    string IDeviceKernel.QualifiedName => $"matmul/{Name}";

    /// <summary>The types and layouts that there is code for; on which devices and shapes, <see cref="WhyNot"/> says.</summary>
    IReadOnlyList<MatMulVariant> Variants { get; }

    /// <summary>The products are done by matrix units, not by the ordinary lanes: rates of the two must not be compared as if they were of the same silicon.</summary>
    bool UsesMatrixUnits => false;

    /// <summary>Null when the kernel can run, otherwise the reason in one clause.</summary>
    string? WhyNot(DeviceTraits device, MatMulVariant variant, MatMulShape shape);

    /// <summary>Compiles for the accelerator. The launcher serves every shape for which <see cref="WhyNot"/> is null.</summary>
    MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant);
}
