using System.Globalization;
using System.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Numerics;

/// <summary>A PTX integer type: <c>u8</c> to <c>s64</c>. <c>b</c> counts as unsigned.</summary>
internal sealed class IntegerType(string name)
{
    public string Name { get; } = name;

    public int Bits { get; } = int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture);

    public int Bytes => Bits / 8;

    public bool Signed => Name[0] == 's';

    public ulong Mask => ulong.MaxValue >> (64 - Bits);

    public BigInteger Least => Signed ? -(BigInteger.One << (Bits - 1)) : 0;

    public BigInteger Greatest => (BigInteger.One << (Signed ? Bits - 1 : Bits)) - 1;

    /// <returns>The number that the low bits represent.</returns>
    public BigInteger Value(ulong bits)
    {
        var value = (BigInteger)(bits & Mask);
        return value > Greatest ? value - (BigInteger.One << Bits) : value;
    }

    /// <returns>The low bits of the two's complement.</returns>
    public ulong Wrap(BigInteger value) => (ulong)(value & Mask);

    /// <returns>The two's complement of the nearest number of the type.</returns>
    public ulong Saturate(BigInteger value) => Wrap(BigInteger.Max(Least, BigInteger.Min(Greatest, value)));
}
