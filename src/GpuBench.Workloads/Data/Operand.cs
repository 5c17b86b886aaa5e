using System.Numerics.Tensors;
using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Data;

/// <summary>A seeded operand twice: packed for the device, and as the rounded values that the oracle must compute with.</summary>
public sealed record Operand(uint[] Words, float[] Values)
{
    /// <summary>What int8 counts in: four standard deviations fill its range, as quantization of normal values leaves them.</summary>
    private const float Int8Scale = 32;

    /// <summary>Normal values, rounded to <paramref name="type"/>: standard normal, but for int8 with a standard deviation of 32.</summary>
    /// <param name="name">Distinguishes the operands of one trial, e.g. <c>A</c>.</param>
    public static Operand Normal(ulong seed, string name, long count, DType type)
    {
        var values = SeededData.Normal(seed, name, count);
        if (type == DType.Int8)
            TensorPrimitives.Multiply(values, Int8Scale, values);
        var words = Packed.Words(values, type);
        return new(words, Packed.Unpack(words, count, type));
    }
}
