using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace GpuBench.Workloads.Data;

/// <summary>Encodes and decodes one element type. Loops are compiled for the type, so no element needs a decision.</summary>
/// <typeparam name="TSelf">The type that implements the interface.</typeparam>
/// <typeparam name="TBits">An unsigned integer of the element's size.</typeparam>
internal interface IElementFormat<TSelf, TBits>
    where TSelf : struct, IElementFormat<TSelf, TBits>
    where TBits : unmanaged
{
    /// <summary>The nearest element, ties to even. Out of range: infinity; the largest in fp8 and in types without infinity.</summary>
    static abstract TBits Encode(float value);

    /// <summary>Exact.</summary>
    static abstract double Decode(TBits bits);

    /// <summary><see cref="Encode"/> of each value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static virtual void EncodeAll(ReadOnlySpan<float> values, Span<TBits> bits)
    {
        for (var i = 0; i < values.Length; i++)
            bits[i] = TSelf.Encode(values[i]);
    }

    /// <summary><see cref="Decode"/> of each element, rounded to fp32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static virtual void DecodeAll(ReadOnlySpan<TBits> bits, Span<float> values)
    {
        for (var i = 0; i < bits.Length; i++)
            values[i] = (float)TSelf.Decode(bits[i]);
    }

    /// <summary><see cref="Decode"/> of each element; for types whose elements are all fp32 values.</summary>
    static virtual void DecodeAll(ReadOnlySpan<TBits> bits, Span<double> values)
    {
        Span<float> singles = stackalloc float[Math.Min(bits.Length, 512)];
        for (var start = 0; start < bits.Length; start += singles.Length)
        {
            var part = singles[..Math.Min(singles.Length, bits.Length - start)];
            TSelf.DecodeAll(bits.Slice(start, part.Length), part);
            TensorPrimitives.ConvertTruncating<float, double>(part, values[start..]);
        }
    }
}
