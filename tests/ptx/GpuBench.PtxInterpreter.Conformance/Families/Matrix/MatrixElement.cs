using GpuBench.PtxInterpreter.Conformance.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Families.Matrix;

/// <summary>An element type of matrix instructions, and the encoding of its numbers in registers and memory.</summary>
internal sealed class MatrixElement
{
    private readonly FloatFormat? _float;
    private readonly IntegerType? _integer;

    public MatrixElement(string type)
    {
        Type = type;
        if (type[0] is 's' or 'u')
            _integer = new(type);
        else
            _float = FloatFormat.Of(type);
    }

    public string Type { get; }

    /// <summary>Width in registers and memory, in bits. A tf32 number uses the upper bits of 32.</summary>
    public int Bits => Type == "tf32" ? 32 : _float?.Bits ?? _integer!.Bits;

    public int Bytes => Bits / 8;

    /// <summary>The format that decodes the element's bits as a number. Null for integers.</summary>
    public FloatFormat? Format => Type == "tf32" ? FloatFormat.Binary32 : _float;

    /// <summary>Number of elements in a 32-bit register.</summary>
    public int PerRegister => Math.Max(1, 32 / Bits);

    public ulong Encode(double value) =>
        _integer is not null ? _integer.Wrap(new(value)) : _float!.FromDouble(value) << (Bits - _float.Bits);

    public double Decode(ulong bits) =>
        _integer is not null ? (double)_integer.Value(bits) : _float!.ToDouble(bits >> (Bits - _float.Bits));

    /// <returns>Number <paramref name="index"/> of a sequence of different numbers, which repeats after 200 or 256 numbers.</returns>
    public double Distinct(int index) => Type switch
    {
        "u8" => index % 256,
        "s8" => index % 256 - 128,

        // Every positive number of the 8-bit formats, then its negative.
        "e4m3" or "e5m2" => (index / 100 % 2 == 0 ? 1 : -1) * _float!.ToDouble((ulong)(1 + index % 100)),
        _ => index % 256 - 100,
    };

    /// <returns>A random number between -1 and 1. For an integer type, any number of the type.</returns>
    public double Draw(Random random) =>
        _integer is not null ? (double)_integer.Value((ulong)random.Next(256)) : Decode(Encode(2 * random.NextDouble() - 1));

    /// <returns>A random integer. It is so small that sums of products are exact in every accumulator.</returns>
    public double DrawSmall(Random random) => Type[0] == 'u' ? random.Next(0, 5) : random.Next(-3, 4);
}
