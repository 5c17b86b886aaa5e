using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>One step of the matrix-multiply ladder. Accumulates in fp32, whatever the storage.</summary>
public interface IMatMulKernel : IDeviceKernel
{
    /// <summary>Null when the kernel can run, otherwise the reason in one clause.</summary>
    string? WhyNot(Accelerator accelerator, StorageType storage, MatMulShape shape);

    /// <summary>Compiles for the accelerator. The launcher serves every shape for which <see cref="WhyNot"/> is null.</summary>
    MatMulLaunch Load(Accelerator accelerator, StorageType storage);
}
