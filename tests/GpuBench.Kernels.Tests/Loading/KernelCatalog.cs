using GpuBench.Kernels.Attention;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Peak;

namespace GpuBench.Kernels.Tests.Loading;

/// <summary>Every device function of every family, by a name such as <c>matmul/naive/fp32</c>.</summary>
public static class KernelCatalog
{
    public static IReadOnlyDictionary<string, KernelEntryPoint> All { get; } = new Dictionary<string, KernelEntryPoint>(
    [
        .. MatMulKernels.All.SelectMany(kernel => Named($"matmul/{kernel.Name}", kernel.EntryPoints)),
        .. AttentionKernels.All.SelectMany(kernel => Named($"attention/{kernel.Name}", kernel.EntryPoints)),
        .. StreamKernels.All.SelectMany(kernel => Named($"stream/{kernel.Operation}-{kernel.Name}", kernel.EntryPoints)),
        .. PeakKernels.All.SelectMany(kernel => Named("peak", kernel.EntryPoints)),
        .. Named("fill", FillKernel.EntryPoints),
    ], StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, KernelEntryPoint>> Named(string prefix, IReadOnlyList<KernelEntryPoint> entryPoints) =>
        entryPoints.Select(entry => KeyValuePair.Create($"{prefix}/{entry.Variant}", entry));
}
