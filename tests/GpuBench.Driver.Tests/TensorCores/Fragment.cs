using System.Diagnostics.CodeAnalysis;

namespace GpuBench.Driver.Tests.TensorCores;

/// <summary>Four registers of each lane, two fp16 elements each: a 16x16 piece of A, or two 16x8 pieces of B.</summary>
[SuppressMessage("Design", "CA1051", Justification = "Each field is a register of the device.")]
public struct Fragment
{
    public uint X;
    public uint Y;
    public uint Z;
    public uint W;
}
