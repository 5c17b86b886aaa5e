using System.Collections.Frozen;

namespace GpuBench.PtxInterpreter.Nvml;

/// <summary>What the stand-in presents until the next <see cref="NvmlStandIn.Reset"/>.</summary>
public sealed record NvmlStandInOptions
{
    public IReadOnlyList<NvmlStandInDevice> Devices { get; init; } = [new()];

    /// <summary>Entry points that do nothing but return the given code.</summary>
    public IReadOnlyDictionary<string, NvmlResult> Failures { get; init; } = FrozenDictionary<string, NvmlResult>.Empty;
}
