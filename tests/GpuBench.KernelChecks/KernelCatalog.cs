using GpuBench.Kernels;
using GpuBench.Kernels.Attention;
using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Peak;

namespace GpuBench.KernelChecks;

/// <summary>Every device function of every family, by <see cref="KernelEntryPoint.Name"/>.</summary>
public static class KernelCatalog
{
    public static IReadOnlyDictionary<string, KernelEntryPoint> All { get; } =
        ((IDeviceKernel[])
        [
            .. MatMulKernels.All, .. AttentionKernels.All, .. StreamKernels.All, .. TransposeKernels.All, .. PeakKernels.All,
        ])
        .SelectMany(kernel => kernel.EntryPoints)
        .Concat([.. FillKernel.EntryPoints, StoreKernel.EntryPoint])
        .ToDictionary(entry => entry.Name, StringComparer.Ordinal);
}
