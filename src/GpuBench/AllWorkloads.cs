using GpuBench.Ilgpu.Workloads;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Workloads;

namespace GpuBench;

public static class AllWorkloads
{
    /// <summary>Every workload of every engine, in the order of the rows.</summary>
    public static IReadOnlyList<IWorkload> All { get; } =
    [
        new PeakWorkload(),
        new StreamWorkload(),
        new LinkWorkload(),
        new MatMulWorkload(),
        new AttentionWorkload(),
        new TorchMatMulWorkload(),
        new TorchAttentionWorkload(),
        new TorchStreamWorkload(),
        new TorchPrefillWorkload(),
        new TorchDecodeWorkload(),
    ];
}
