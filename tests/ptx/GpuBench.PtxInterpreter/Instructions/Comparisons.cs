using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>The relations of setp and set, for one lane.</summary>
internal static class Comparisons
{
    /// <returns><see langword="null"/> if the relation does not exist.</returns>
    public static Func<ulong, ulong, bool>? Find(string relation, string type, bool flushes)
    {
        var compare = PtxType.IsFloat(type) ? FindFloat(relation, type) : FindInteger(relation, type);
        return compare is null || !flushes
            ? compare
            : (a, b) => compare(FloatFormat.FlushSubnormal(a, type), FloatFormat.FlushSubnormal(b, type));
    }

    private static Func<ulong, ulong, bool>? FindFloat(string relation, string type)
    {
        if (relation is "num" or "nan")
            return (a, b) =>
                (double.IsNaN(FloatFormat.Decode(a, type)) || double.IsNaN(FloatFormat.Decode(b, type))) == (relation == "nan");

        // The unordered relations, such as ltu, are also true for NaN.
        var isUnordered = relation is [_, _, 'u'];
        if (FindOrdered(isUnordered ? relation[..2] : relation) is not { } compare)
            return null;
        return (a, b) =>
        {
            var left = FloatFormat.Decode(a, type);
            var right = FloatFormat.Decode(b, type);
            return double.IsNaN(left) || double.IsNaN(right) ? isUnordered : compare(left == right ? 0 : left < right ? -1 : 1);
        };
    }

    private static Func<ulong, ulong, bool>? FindInteger(string relation, string type)
    {
        if (FindOrdered(relation) is not { } compare)
            return null;

        var bits = PtxType.BitsOf(type);
        return PtxType.IsSigned(type)
            ? (a, b) => compare(Bits.SignExtend(a, bits).CompareTo(Bits.SignExtend(b, bits)))
            : (a, b) => compare(Bits.ZeroExtend(a, bits).CompareTo(Bits.ZeroExtend(b, bits)));
    }

    /// <summary>The relation as a function of the sign of the difference. lo, ls, hi and hs are the unsigned names.</summary>
    private static Func<int, bool>? FindOrdered(string relation) => relation switch
    {
        "eq" => order => order == 0,
        "ne" => order => order != 0,
        "lt" or "lo" => order => order < 0,
        "le" or "ls" => order => order <= 0,
        "gt" or "hi" => order => order > 0,
        "ge" or "hs" => order => order >= 0,
        _ => null,
    };
}
