using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Data;

/// <summary>A seeded operand twice: packed for the device, and as the rounded values that the oracle must compute with.</summary>
public sealed record Operand(uint[] Words, float[] Values)
{
    /// <summary>Standard normal values, rounded to <paramref name="type"/>.</summary>
    /// <param name="name">Distinguishes the operands of one trial, e.g. <c>A</c>.</param>
    public static Operand Normal(ulong seed, string name, long count, DType type)
    {
        var words = Packed.Words(SeededData.Normal(seed, name, count), type);
        return new(words, Packed.Unpack(words, count, type));
    }
}
