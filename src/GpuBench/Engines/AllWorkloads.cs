using GpuBench.Ilgpu.Workloads;
using GpuBench.Measuring.Workloads;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Workloads;

namespace GpuBench.Engines;

public static class AllWorkloads
{
    /// <summary>All workloads of all engines, in the order of rows.</summary>
    public static IReadOnlyList<IWorkload> All { get; } =
    [
        new PeakWorkload(),
        new StreamWorkload(),
        new LinkWorkload(),
        new LaunchLatencyWorkload(),
        new TransposeWorkload(),
        new MatMulWorkload(),
        new AttentionWorkload(),
        new TorchMatMulWorkload(TorchEngines.TorchSharp),
        new TorchAttentionWorkload(TorchEngines.TorchSharp),
        new TorchStreamWorkload(TorchEngines.TorchSharp),
        new TorchLaunchLatencyWorkload(TorchEngines.TorchSharp),
        new TorchPrefillWorkload(TorchEngines.TorchSharp),
        new TorchDecodeWorkload(TorchEngines.TorchSharp),
        new TorchGenerateWorkload(TorchEngines.TorchSharp),
        new TorchMatMulWorkload(TorchEngines.Stable),
        new TorchAttentionWorkload(TorchEngines.Stable),
        new TorchStreamWorkload(TorchEngines.Stable),
        new TorchLaunchLatencyWorkload(TorchEngines.Stable),
        new TorchPrefillWorkload(TorchEngines.Stable),
        new TorchDecodeWorkload(TorchEngines.Stable),
        new TorchGenerateWorkload(TorchEngines.Stable),
    ];
}
