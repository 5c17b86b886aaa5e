using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Models;

namespace GpuBench.Workloads.Oracles;

/// <summary>How far logits of a right decoder may be from the exact ones, as a share of the largest of them.</summary>
public static class LlamaTolerance
{
    /// <summary>fp32 sums in any order stay well below; a wrong position or head is far above.</summary>
    private const double Fp32 = 1e-5;

    /// <summary>What each half of a layer rounds: the norm, the first product, what is made of it, and the sum with the residual stream.</summary>
    private const int RoundingsPerLayer = 2 * 4;

    /// <summary>
    /// In a short type these roundings are independent of each other: errors add up like the root of their number, half a unit in
    /// the last place each. That is an error of a typical logit; as a share of the largest, four times a typical one, it leaves room for luck.
    /// </summary>
    public static double Relative(LlamaConfig config, DType storage) => storage == DType.Fp32
        ? Fp32
        : Precision.UnitRoundoff(storage) * Math.Sqrt(RoundingsPerLayer * config.LayerCount);

    /// <summary>Compares every logit.</summary>
    public static void Compare(Comparison comparison, IReadOnlyList<double> actual, IReadOnlyList<double> expected, double relative)
    {
        var allowed = relative * expected.Max(Math.Abs);
        for (var i = 0; i < expected.Count; i++)
            comparison.Add(actual[i], expected[i], allowed);
    }
}
