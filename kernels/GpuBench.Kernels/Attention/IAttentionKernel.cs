using GpuBench.Kernels.Loading;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Attention;

/// <summary>One step of the attention ladder. Scores, softmax and sums are fp32, whatever the storage.</summary>
public interface IAttentionKernel : IDeviceKernel
{
    string IDeviceKernel.QualifiedName => $"attention/{Name}";

    /// <summary>Null when the kernel can run, otherwise the reason in one clause.</summary>
    string? WhyNot(DeviceTraits device, StorageType storage, AttentionShape shape);

    /// <summary>Compiles for the accelerator. The launcher serves every shape for which <see cref="WhyNot"/> is null.</summary>
    AttentionLaunch Load(Accelerator accelerator, StorageType storage);
}
