using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Models;

namespace GpuBench.Workloads.Oracles;

/// <summary>The allowed error of a correct decoder's logits, relative to the largest exact logit.</summary>
public static class LlamaTolerance
{
    /// <summary>fp32 sums in any order stay well below; a wrong position or head is far above.</summary>
    private const double Fp32 = 1e-5;

    /// <summary>
    /// Each half of a layer rounds four times: norm, first product, activation, sum with the residual stream. A norm of its output is the
    /// fifth. Products of int8 matrices round before each factor, and the second before the sum, too. Not counted: on a processor, a norm
    /// adds the second product, which is rounded before.
    /// </summary>
    private static int RoundingsPerLayer(LlamaConfig config, LayerStorage layers) =>
        2 * (4 + (config.HasOutputNorms ? 1 : 0) + (layers == LayerStorage.Int8 ? 3 : 0));

    /// <summary>
    /// In a type shorter than fp32 these roundings are independent: each is half a unit in the last place, and their sum grows with
    /// the root of their number. This is the error of a typical logit. The largest logit is about four times a typical one, which
    /// leaves a margin.
    /// </summary>
    public static double Relative(LlamaConfig config, DType storage, LayerStorage layers = LayerStorage.Same) => storage == DType.Fp32
        ? Fp32
        : Precision.UnitRoundoff(storage) * Math.Sqrt(RoundingsPerLayer(config, layers) * config.LayerCount);

    /// <summary>Compares every logit.</summary>
    public static void Compare(ElementErrors errors, IReadOnlyList<double> actual, IReadOnlyList<double> expected, double relative)
    {
        var allowed = relative * expected.Max(Math.Abs);
        for (var i = 0; i < expected.Count; i++)
            errors.Add(actual[i], expected[i], allowed);
    }
}
