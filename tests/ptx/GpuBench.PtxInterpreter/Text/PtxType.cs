namespace GpuBench.PtxInterpreter.Text;

/// <summary>Sizes and kinds of PTX's fundamental types, by name.</summary>
internal static class PtxType
{
    public static int SizeOf(string type) => type switch
    {
        "b8" or "u8" or "s8" => 1,
        "b16" or "u16" or "s16" or "f16" or "bf16" or "e4m3x2" or "e5m2x2" => 2,
        "b64" or "u64" or "s64" or "f64" => 8,
        "b128" => 16,
        _ => 4,
    };

    public static int BitsOf(string type) => SizeOf(type) * 8;

    public static bool IsSigned(string type) => type.StartsWith('s');

    public static bool IsFloat(string type) => type is "f32" or "f64" or "f16" or "bf16";

    public static bool IsPair(string type) => type is "f16x2" or "bf16x2";

    /// <summary>Bytes of a register lane that holds the type: 4, or 8 for 64-bit types.</summary>
    public static int LaneBytes(string type) => SizeOf(type) == 8 ? 8 : 4;
}
