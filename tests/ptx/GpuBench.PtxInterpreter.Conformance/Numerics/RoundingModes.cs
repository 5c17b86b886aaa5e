using System.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Numerics;

/// <summary>Rounding of magnitudes, as IEEE 754 defines it.</summary>
public static class RoundingModes
{
    /// <returns>The mode of a modifier such as <c>rn</c> or <c>rzi</c>.</returns>
    public static RoundingMode Parse(string modifier) => modifier switch
    {
        "rn" or "rni" => RoundingMode.NearestEven,
        "rna" => RoundingMode.NearestAway,
        "rz" or "rzi" => RoundingMode.Zero,
        "rm" or "rmi" => RoundingMode.Down,
        "rp" or "rpi" => RoundingMode.Up,
        _ => throw new ArgumentOutOfRangeException(nameof(modifier), modifier, "No rounding modifier."),
    };

    /// <returns><paramref name="magnitude"/> without its low <paramref name="droppedBits"/> bits, rounded.</returns>
    public static BigInteger RoundShift(this RoundingMode mode, BigInteger magnitude, int droppedBits, bool negative)
    {
        if (droppedBits <= 0)
            return magnitude << -droppedBits;
        var kept = magnitude >> droppedBits;
        var rest = magnitude - (kept << droppedBits);
        if (rest.IsZero)
            return kept;

        var againstHalf = rest.CompareTo(BigInteger.One << (droppedBits - 1));
        var away = mode switch
        {
            RoundingMode.NearestEven => againstHalf > 0 || againstHalf == 0 && !kept.IsEven,
            RoundingMode.NearestAway => againstHalf >= 0,
            RoundingMode.Down => negative,
            RoundingMode.Up => !negative,
            _ => false,
        };
        return away ? kept + 1 : kept;
    }

    /// <returns>Whether a magnitude beyond the largest finite number becomes infinite.</returns>
    public static bool OverflowsToInfinity(this RoundingMode mode, bool negative) => mode switch
    {
        RoundingMode.Zero => false,
        RoundingMode.Down => negative,
        RoundingMode.Up => !negative,
        _ => true,
    };
}
