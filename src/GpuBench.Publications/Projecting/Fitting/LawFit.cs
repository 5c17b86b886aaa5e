using GpuBench.Publications.Projecting.Laws;

namespace GpuBench.Publications.Projecting.Fitting;

/// <summary>
/// A law with what was learnt: the values of its coefficients, and how each group deviates. Deviations are shrunk towards none by their own
/// variance, which also widens predictions for a group that no figure is of.
/// </summary>
public sealed class LawFit
{
    public required ProjectionLaw Law { get; init; }

    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>One for each of the law's effects.</summary>
    public required IReadOnlyList<EffectFit> Effects { get; init; }

    /// <summary>Variance of the logarithm of a time about the law and the effects.</summary>
    public required double ResidualVariance { get; init; }

    /// <summary>The time of a task of no publication, or of one that is left out.</summary>
    /// <param name="groups">The group of each effect.</param>
    /// <param name="isProductKnown">Whether the deviation of the product may be used.</param>
    public LogPrediction Predict(double logSeconds, ReadOnlySpan<string> groups, bool isProductKnown)
    {
        var (centre, variance) = (logSeconds, ResidualVariance);
        for (var effect = 0; effect < Effects.Count; effect++)
        {
            var known = Effects[effect].Groups.GetValueOrDefault(groups[effect]);
            if (known is null || (!isProductKnown && Law.Effects[effect].StartsWith("product", StringComparison.Ordinal)))
            {
                variance += Effects[effect].VarianceOfNew;
                continue;
            }
            centre += known.Deviation;
            variance += known.Variance;
        }
        return new(centre, Math.Sqrt(variance));
    }

    /// <summary>The time of a figure that the fit has not seen.</summary>
    public LogPrediction Predict(Example example, bool isProductKnown) => Predict(LogSeconds(example), example.Groups, isProductKnown);

    public double LogSeconds(Example example) => LogSeconds(example.Law, Values, example);

    internal static double LogSeconds(ProjectionLaw law, IReadOnlyList<double> values, Example example) =>
        Math.Log(law.Seconds([.. values], example.Task, example.Product));
}

/// <summary>How the groups of one effect deviate.</summary>
/// <param name="Variance">Of the deviations.</param>
public sealed record EffectFit(string Name, double Variance, IReadOnlyDictionary<string, GroupFit> Groups)
{
    /// <summary>Of a group that no figure is of.</summary>
    public double VarianceOfNew => Variance * (1 + (1.0 / Math.Max(1, Groups.Count)));
}

/// <param name="Deviation">Of the logarithm of times.</param>
/// <param name="Variance">Of the deviation.</param>
/// <param name="Count">Figures of the group.</param>
public sealed record GroupFit(double Deviation, double Variance, int Count);

/// <summary>A predicted time.</summary>
/// <param name="Centre">Logarithm of seconds.</param>
/// <param name="Deviation">Standard deviation of the logarithm.</param>
public readonly record struct LogPrediction(double Centre, double Deviation);
