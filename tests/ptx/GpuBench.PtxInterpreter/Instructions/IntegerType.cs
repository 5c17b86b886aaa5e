namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>Arithmetic on integers of a given width in the low bits of a 64-bit word. Higher bits are ignored.</summary>
internal readonly record struct IntegerType(int Width, bool IsSigned)
{
    public long Signed(ulong value) => Bits.SignExtend(value, Width);

    public ulong Narrow(ulong value) => Bits.ZeroExtend(value, Width);

    /// <summary>Saturation exists only for s32.</summary>
    public ulong Saturate(long value) => Narrow((ulong)Math.Clamp(value, int.MinValue, int.MaxValue));

    /// <summary>The product in twice the width.</summary>
    public ulong MultiplyWide(ulong a, ulong b) =>
        Bits.ZeroExtend(IsSigned ? (ulong)(Signed(a) * Signed(b)) : Narrow(a) * Narrow(b), Width * 2);

    public ulong MultiplyHigh(ulong a, ulong b)
    {
        if (Width < 64)
            return Narrow(MultiplyWide(a, b) >> Width);
        return IsSigned ? (ulong)Math.BigMul((long)a, (long)b, out _) : Math.BigMul(a, b, out _);
    }

    /// <summary>The low 32 bits of the product of the low 24 bits, or its bits 16 to 47.</summary>
    public ulong Multiply24(ulong a, ulong b, bool isHigh)
    {
        var product = IsSigned
            ? (ulong)(Bits.SignExtend(a, 24) * Bits.SignExtend(b, 24))
            : Bits.ZeroExtend(a, 24) * Bits.ZeroExtend(b, 24);
        return Narrow(isHigh ? product >> 16 : product);
    }

    /// <summary>PTX does not define division by zero. The software division of the devices returns all ones.</summary>
    public ulong Divide(ulong a, ulong b)
    {
        if (Narrow(b) == 0)
            return Narrow(~0UL);
        if (!IsSigned)
            return Narrow(a) / Narrow(b);
        // The most negative number divided by -1 overflows and wraps.
        return Signed(b) == -1 ? Narrow(0 - a) : Narrow((ulong)(Signed(a) / Signed(b)));
    }

    /// <summary>The remainder has the dividend's sign. It is the dividend if the divisor is zero.</summary>
    public ulong Remainder(ulong a, ulong b)
    {
        if (Narrow(b) == 0)
            return Narrow(a);
        if (!IsSigned)
            return Narrow(a) % Narrow(b);
        return Signed(b) == -1 ? 0 : Narrow((ulong)(Signed(a) % Signed(b)));
    }

    public ulong Min(ulong a, ulong b) => IsLess(a, b) ? a : b;

    public ulong Max(ulong a, ulong b) => IsLess(a, b) ? b : a;

    public ulong Abs(ulong a) => Narrow(Signed(a) < 0 ? 0 - a : a);

    /// <summary>The absolute difference.</summary>
    public ulong Distance(ulong a, ulong b) => Narrow(Max(a, b) - Min(a, b));

    private bool IsLess(ulong a, ulong b) => IsSigned ? Signed(a) < Signed(b) : Narrow(a) < Narrow(b);
}
