using System.Numerics;
using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>Sums and products of several words. Their carries must pass through the condition code.</summary>
internal static class CarryChainCases
{
    private const string Family = "carry chains", Chapter = "Extended-Precision Integer Arithmetic Instructions: ";

    public static IEnumerable<ConformanceCase> All()
    {
        foreach (var bits in new[] { 32, 64 })
        {
            yield return Sum(bits, subtract: false);
            yield return Sum(bits, subtract: true);
            yield return Product(bits);
        }
    }

    // The numbers have three words. A carry out of the first two words must reach the third.
    private static ConformanceCase Sum(int bits, bool subtract)
    {
        var words = Words(bits, 6, seed: 50);
        var modulus = BigInteger.One << (3 * bits);
        BigInteger Number(int first, int i) =>
            words[first][i] + ((BigInteger)words[first + 1][i] << bits) + ((BigInteger)words[first + 2][i] << (2 * bits));
        BigInteger Exact(int i) => (modulus + Number(0, i) + (subtract ? -Number(3, i) : Number(3, i))) % modulus;
        var op = subtract ? "sub" : "add";
        return Case(
            $"{op}.cc, {op}c.cc, {op}c of b{bits}", op + ".cc", bits, words, Exact, 3,
            $"""
            {op}.cc.u{bits} %d0, %a0, %a3;
            {op}c.cc.u{bits} %d1, %a1, %a4;
            {op}c.u{bits} %d2, %a2, %a5;
            """);
    }

    // The schoolbook product of two-word numbers, by multiply-adds with carries.
    private static ConformanceCase Product(int bits)
    {
        var words = Words(bits, 4, seed: 60);
        BigInteger Exact(int i) => (words[0][i] + ((BigInteger)words[1][i] << bits)) * (words[2][i] + ((BigInteger)words[3][i] << bits));
        return Case(
            $"mad.lo.cc, madc.hi.cc, madc.hi of u{bits}", "mad.cc", bits, words, Exact, 4,
            $"""
            mul.lo.u{bits} %d0, %a0, %a2;
            mul.hi.u{bits} %d1, %a0, %a2;
            mad.lo.cc.u{bits} %d1, %a0, %a3, %d1;
            madc.hi.u{bits} %d2, %a0, %a3, 0;
            mad.lo.cc.u{bits} %d1, %a1, %a2, %d1;
            madc.hi.cc.u{bits} %d2, %a1, %a2, %d2;
            addc.u{bits} %d3, 0, 0;
            mad.lo.cc.u{bits} %d2, %a1, %a3, %d2;
            madc.hi.u{bits} %d3, %a1, %a3, %d3;
            """);
    }

    private static ConformanceCase Case(
        string name, string section, int bits, ulong[][] words, Func<int, BigInteger> exact, int resultWords, string body)
    {
        var mask = (BigInteger.One << bits) - 1;
        var results = Enumerable.Range(0, resultWords)
            .Select(k => new Result(
                bits / 8, Enumerable.Range(0, words[0].Length).Select(i => (ulong)(exact(i) >> (bits * k) & mask)).ToArray())).ToArray();
        return ElementwiseCase.Create(
            Family, name, Chapter + section, PtxTarget.Sm80, words.Select(w => new Operand(bits / 8, w)).ToArray(), results, body);
    }

    // Half of the words are all zeros, all ones, or next to these. So a carry often passes through several words.
    private static ulong[][] Words(int bits, int count, int seed)
    {
        var ones = ulong.MaxValue >> (64 - bits);
        return SampleOperands.Combine(
            1024, seed,
            Enumerable.Range(0, count)
                .Select(k => SampleOperands.Bits(bits, 6, seed + k).Concat(new ulong[] { 0, ones, ones, 1, 0, ones - 1 }).ToArray())
                .ToArray());
    }
}
