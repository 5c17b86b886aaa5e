using GpuBench.Measuring.Trials;

namespace GpuBench.Torch.Workloads;

internal static class MissingResult
{
    /// <summary>A launch that left no result at all: as wrong as can be.</summary>
    public static CheckResult Check { get; } = new(double.PositiveInfinity, Tolerance: 1, "nothing: the launch left no result");
}
