using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions.Matrix;

/// <summary>Elements of matrix operands. Each value is exact in double precision. So is each product of two, except for f64.</summary>
internal static class MatrixElement
{
    // Conversion dominates the time of a matrix product on the CPU, so the 2^16 f16 values are converted once.
    private static readonly double[] Halves =
        [.. Enumerable.Range(0, 1 << 16).Select(bits => (double)BitConverter.UInt16BitsToHalf((ushort)bits))];

    private static readonly double[] E4m3 = [.. Enumerable.Range(0, 256).Select(bits => Fp8.Decode((byte)bits, isE4m3: true))];
    private static readonly double[] E5m2 = [.. Enumerable.Range(0, 256).Select(bits => Fp8.Decode((byte)bits, isE4m3: false))];

    /// <returns>0 if no matrix instruction has the type.</returns>
    public static int BitsOf(string type) => type switch
    {
        "f16" or "bf16" => 16,
        "tf32" => 32,
        "f64" => 64,
        "s8" or "u8" or "e4m3" or "e5m2" => 8,
        _ => 0,
    };

    /// <summary>The conversion from the bits of an element. Higher bits are ignored.</summary>
    public static Func<ulong, double> DecoderOf(string type) => type switch
    {
        "f16" => bits => Halves[(ushort)bits],
        "bf16" => bits => FloatFormat.DecodeBrain((ushort)bits),
        "tf32" => bits => FloatFormat.DecodeTf32((uint)bits),
        "f64" => bits => BitConverter.UInt64BitsToDouble(bits),
        "s8" => bits => (sbyte)bits,
        "u8" => bits => (byte)bits,
        "e4m3" => bits => E4m3[(byte)bits],
        "e5m2" => bits => E5m2[(byte)bits],
        _ => throw new PtxException($"no matrix operand has type {type}"),
    };
}
