using System.Collections.Frozen;

namespace GpuBench.PtxInterpreter.Nvml;

/// <summary>The configuration of the fake library until the next <see cref="FakeNvml.Reset"/>.</summary>
public sealed record FakeNvmlOptions
{
    public IReadOnlyList<FakeNvmlDevice> Devices { get; init; } = [new()];

    /// <summary>Entry points that do nothing but return the given code.</summary>
    public IReadOnlyDictionary<string, NvmlResult> Failures { get; init; } = FrozenDictionary<string, NvmlResult>.Empty;
}
