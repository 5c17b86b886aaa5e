namespace GpuBench.PtxInterpreter.Conformance.Numerics;

/// <summary>Operand lists: error-prone values in every combination, then random bits. They are the same on every run.</summary>
internal static class SampleOperands
{
    /// <returns>Zeros, the smallest and largest subnormal and normal numbers, neighbours of one, infinities, both NaNs.</returns>
    public static ulong[] Specials(FloatFormat format)
    {
        var one = format.FromDouble(1);
        var minNormal = 1ul << format.MantissaBits;
        ulong[] positive =
        [
            0, 1, minNormal / 2, minNormal - 1, minNormal, minNormal + 1,
            one - 1, one, one + 1, format.FromDouble(1.5), format.FromDouble(2), format.FromDouble(3), format.FromDouble(0.1),
            format.MaxFinite - 1, format.MaxFinite,
        ];
        IEnumerable<ulong> all = format.InfinityBits is { } infinity
            ? [.. positive, infinity, infinity + 1, infinity | minNormal >> 1]
            : [.. positive, format.CanonicalNaN];
        return all.SelectMany(bits => new[] { bits, bits | format.SignBit }).ToArray();
    }

    /// <returns>Integers at the ends of the ranges of every width up to <paramref name="bits"/>, as two's complement.</returns>
    public static ulong[] Integers(int bits)
    {
        var mask = ulong.MaxValue >> (64 - bits);
        var edges = new[] { 1, 7, 8, 15, 16, 23, 24, 31, 32, 63 }
            .Where(b => b < bits)
            .SelectMany(b => new[] { 1ul << b, (1ul << b) - 1, ~(1ul << b) + 1, ~(1ul << b) });
        return edges.Concat(new[] { 0ul, 2ul, 3ul, 5ul, 7ul, 10ul, ~1ul, ~2ul, 0x0123_4567_89ab_cdeful, 0xfedc_ba98_7654_3210ul })
            .Select(v => v & mask).Distinct().ToArray();
    }

    /// <summary>
    /// Every combination of the lists if there are few. Otherwise a random selection of <paramref name="limit"/> combinations.
    /// </summary>
    /// <returns>One row per operand.</returns>
    public static ulong[][] Combine(int limit, int seed, params ulong[][] lists)
    {
        var total = lists.Aggregate(1L, (product, list) => product * list.Length);
        var random = new Random(seed);
        var rows = lists.Select(_ => new ulong[Math.Min(limit, total)]).ToArray();
        for (var i = 0; i < rows[0].Length; i++)
        {
            var rest = total <= limit ? i : random.NextInt64(total);
            for (var k = 0; k < lists.Length; k++)
            {
                rows[k][i] = lists[k][rest % lists[k].Length];
                rest /= lists[k].Length;
            }
        }

        return rows;
    }

    /// <returns>Random bit patterns of the given width. All exponents are equally likely.</returns>
    public static ulong[] Bits(int bits, int count, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count)
            .Select(_ => (ulong)random.NextInt64() << 1 ^ (ulong)random.NextInt64())
            .Select(v => v & ulong.MaxValue >> (64 - bits)).ToArray();
    }

    /// <returns>Numbers between -<paramref name="limit"/> and <paramref name="limit"/>, rounded to the format.</returns>
    public static ulong[] Near(FloatFormat format, double limit, int count, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => format.FromDouble((2 * random.NextDouble() - 1) * limit)).ToArray();
    }

    /// <returns>
    /// The operands of a function of <paramref name="arity"/> numbers: special values, random bits, and numbers close enough to cancel.
    /// </returns>
    public static ulong[][] Floats(FloatFormat format, int arity, int seed)
    {
        var specials = Enumerable.Repeat(Specials(format), arity).ToArray();
        var special = Combine(arity == 2 ? 1296 : 1600, seed, specials);
        return Enumerable.Range(0, arity)
            .Select(k => special[k].Concat(Bits(format.Bits, 200, seed + 10 * k)).Concat(Near(format, 4, 300, seed + 10 * k + 1)).ToArray())
            .ToArray();
    }
}
