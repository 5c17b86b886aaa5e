using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace GpuBench.Torch.Models;

/// <summary>Reads and writes contiguous fp32 and bf16 host tensors as fp32.</summary>
internal static class HostRows
{
    public static void Read(Tensor tensor, Span<float> values)
    {
        if (IsFp32(tensor.dtype))
            MemoryMarshal.Cast<byte, float>(tensor.bytes).CopyTo(values);
        else
            Widen(MemoryMarshal.Cast<byte, ushort>(tensor.bytes), values);
        // A span does not keep its tensor alive.
        GC.KeepAlive(tensor);
    }

    /// <summary>Rounds to nearest, ties to even.</summary>
    public static void Write(ReadOnlySpan<float> values, Tensor tensor)
    {
        if (IsFp32(tensor.dtype))
            values.CopyTo(MemoryMarshal.Cast<byte, float>(tensor.bytes));
        else
            Narrow(values, MemoryMarshal.Cast<byte, ushort>(tensor.bytes));
        GC.KeepAlive(tensor);
    }

    /// <summary>x / √(mean(x²) + ε) · gain, in place.</summary>
    public static void Normalize(Span<float> row, ReadOnlySpan<float> gains, float epsilon)
    {
        var scale = 1 / MathF.Sqrt((TensorPrimitives.SumOfSquares<float>(row) / row.Length) + epsilon);
        TensorPrimitives.Multiply(row, scale, row);
        TensorPrimitives.Multiply(row, gains, row);
    }

    /// <returns>False: bf16.</returns>
    public static bool IsFp32(ScalarType type) => type switch
    {
        ScalarType.Float32 => true,
        ScalarType.BFloat16 => false,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "models are not stored in this type"),
    };

    private static void Widen(ReadOnlySpan<ushort> bf16, Span<float> fp32)
    {
        var at = 0;
        for (; at <= bf16.Length - Vector<ushort>.Count; at += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(bf16[at..]), out var low, out var high);
            (low << 16).As<uint, float>().CopyTo(fp32[at..]);
            (high << 16).As<uint, float>().CopyTo(fp32[(at + Vector<float>.Count)..]);
        }
        for (; at < bf16.Length; at++)
            fp32[at] = BitConverter.UInt32BitsToSingle((uint)bf16[at] << 16);
    }

    private static void Narrow(ReadOnlySpan<float> fp32, Span<ushort> bf16)
    {
        var at = 0;
        for (; at <= bf16.Length - Vector<ushort>.Count; at += Vector<ushort>.Count)
        {
            var low = Rounded(new Vector<float>(fp32[at..]).As<float, uint>());
            var high = Rounded(new Vector<float>(fp32[(at + Vector<float>.Count)..]).As<float, uint>());
            Vector.Narrow(low, high).CopyTo(bf16[at..]);
        }
        for (; at < fp32.Length; at++)
            bf16[at] = HostBf16.From(fp32[at]);
    }

    /// <summary>As <see cref="HostBf16.From"/>.</summary>
    private static Vector<uint> Rounded(Vector<uint> bits) =>
        (bits + new Vector<uint>(0x7FFF) + ((bits >>> 16) & Vector<uint>.One)) >>> 16;
}
