using System.Diagnostics.CodeAnalysis;

namespace GpuBench.PtxInterpreter.Tests.Defects;

/// <summary>Two accumulators: a sum, and the same sum with each term doubled.</summary>
[SuppressMessage("Design", "CA1051", Justification = "Each field is a register of the device.")]
public struct SumPair
{
    public uint Once;
    public uint Twice;
}
