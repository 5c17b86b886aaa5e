using System.Diagnostics.CodeAnalysis;

namespace GpuBench.KernelChecks.Warpgroups;

/// <summary>Four fp32 sums of each lane: two neighbours in a row of C, and two in the row eight below.</summary>
[SuppressMessage("Design", "CA1051", Justification = "Each field is a register of the device.")]
public struct Accumulator
{
    public float X;
    public float Y;
    public float Z;
    public float W;
}
