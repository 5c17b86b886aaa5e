using System.Buffers;
using System.Numerics.Tensors;
using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Data;

/// <summary>A seeded operand, packed as for the device. The oracle decodes the same rounded values.</summary>
public sealed record Operand(uint[] Words, long Count, DType Type)
{
    /// <summary>Null: the elements are multiplied as they are.</summary>
    public BlockScales? Scales { get; init; }

    /// <summary>The elements as for a device, and behind them the scales.</summary>
    public uint[] WordsAndScales => Scales is null ? Words : [.. Words, .. Scales.Words];

    /// <summary>Normal values, rounded to <paramref name="type"/>: standard normal, but a standard deviation of 32 for int8.</summary>
    /// <param name="name">Distinguishes the operands of one trial, e.g. <c>A</c>.</param>
    public static Operand Normal(ulong seed, string name, long count, DType type)
    {
        var words = Packed.NewWords(count, type);
        var format = PackedFormat.Of(type);
        var (stream, deviation) = (SeededData.Stream(seed, name), ElementTypes.Of(type).StandardDeviation);
        Chunks.ForEach(count, Chunks.Length, (start, length) =>
        {
            var rented = ArrayPool<float>.Shared.Rent(length);
            var values = rented.AsSpan(0, length);
            SeededData.FillNormal(values, stream, (ulong)start);
            if (deviation != 1)
                TensorPrimitives.Multiply(values, deviation, values);
            format.Encode(values, Packed.Part(words, format, start, length));
            ArrayPool<float>.Shared.Return(rented);
        });
        return new(words, count, type);
    }

    /// <summary>The rounded values as fp32, in a new array, without scales.</summary>
    public float[] Unpack() => Packed.Unpack(Words, Count, Type);

    /// <summary>Reads values from <paramref name="start"/> on until the span is full, each times its scale.</summary>
    internal void Read(long start, Span<double> values)
    {
        PackedFormat.Of(Type).Decode(Words, start, values);
        Scales?.Apply(start, stride: 1, values);
    }

    /// <summary>
    /// Reads every <paramref name="stride"/>-th value from <paramref name="start"/> on until the span is full, each times its scale.
    /// </summary>
    internal void Gather(long start, long stride, Span<double> values)
    {
        PackedFormat.Of(Type).Gather(Words, start, stride, values);
        Scales?.Apply(start, stride, values);
    }
}
