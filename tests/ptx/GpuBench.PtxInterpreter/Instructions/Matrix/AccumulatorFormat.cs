namespace GpuBench.PtxInterpreter.Instructions.Matrix;

/// <summary>
/// Accumulators of a matrix product. The whole sum is computed in double precision and rounded once. Devices truncate at
/// some steps, so their last bits may differ.
/// </summary>
/// <param name="type">f32, f16, s32 or f64.</param>
internal sealed class AccumulatorFormat(string type, bool saturates)
{
    /// <summary>Two f16 values share a register.</summary>
    public int ElementsPerRegister => type == "f16" ? 2 : 1;

    public double Decode(ulong bits) => type switch
    {
        "f32" => Bits.AsSingle(bits),
        "f16" => FloatFormat.DecodeHalf((ushort)bits),
        "f64" => Bits.AsDouble(bits),
        _ => (int)bits,
    };

    public ulong Encode(double value) => type switch
    {
        "f32" => Bits.Of((float)value),
        "f16" => FloatFormat.EncodeHalf(value),
        "f64" => Bits.Of(value),
        _ when saturates => (uint)(int)Math.Clamp(value, int.MinValue, int.MaxValue),
        _ => (uint)(long)value,
    };
}
