using System.Runtime.InteropServices;

namespace GpuBench.Workloads.Data;

/// <summary>Values uniform in [-1, 1) in steps of 2^-23, which depend only on seed and position.</summary>
public sealed class UniformValues(ulong seed)
{
    /// <summary>Writes the values from <paramref name="start"/> on until the span is full.</summary>
    public void Fill(long start, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = ((int)(SeededData.Bits(seed, (ulong)(start + i)) >> 40) * (2f / (1 << 24))) - 1;
    }

    /// <summary>The first values as fp32 words.</summary>
    public uint[] Words(int count)
    {
        var words = GC.AllocateUninitializedArray<uint>(count);
        Chunks.ForEach(
            count, Chunks.Length, (start, length) => Fill(start, MemoryMarshal.Cast<uint, float>(words.AsSpan((int)start, length))));
        return words;
    }
}
