using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising.Limits;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising;

/// <summary>Compares numbers with published figures: selects the figure to divide by, or the reason why there is none.</summary>
public sealed class Normalizer
{
    private static readonly Lazy<Normalizer> ShippedNormalizer = new(() => new(PublishedData.Shipped));

    private readonly ILookup<(VariantId Variant, string Quantity), Observation> _byVariant;

    public Normalizer(PublishedData data)
    {
        Data = data;
        Names = new(data.Accelerators);
        Figures = new(data);
        HalfTypeSpread = PublishedSpreads.HalfTypes(Figures.All);
        Rules = new(HalfTypeSpread);
        Nominal = new(Figures.All);
        Scaling = new(Figures.All, Nominal);
        _byVariant = Figures.All.ToLookup(figure => (figure.Variant!.Value, figure.Quantity.Name));
    }

    /// <summary>With the data embedded in the program.</summary>
    public static Normalizer Shipped => ShippedNormalizer.Value;

    public PublishedData Data { get; }

    public AcceleratorNames Names { get; }

    public FigureObservations Figures { get; }

    /// <summary>Smallest and largest published ratio of bf16 to fp16.</summary>
    public Interval HalfTypeSpread { get; }

    public ComparisonRules Rules { get; }

    public NominalFigures Nominal { get; }

    public PeakScaling Scaling { get; }

    /// <summary>Compares two published figures.</summary>
    /// <exception cref="KeyNotFoundException">No figure with a number has this id.</exception>
    public Comparison Compare(string numeratorId, string denominatorId) =>
        Rules.Compare(Observation(numeratorId), Observation(denominatorId));

    /// <summary>
    /// Compares with the best published figure for <paramref name="against"/>: one of that variant; else one of the accelerator's
    /// default variant, scaled by peaks; else one that names no variant.
    /// </summary>
    /// <returns>The nearest miss, refused, if no figure fits; null if nothing of the quantity is published.</returns>
    public Comparison? Against(MeasuredRow row, VariantId against)
    {
        if (row.Task is not { } task)
            return null;
        var sides = new Dictionary<string, Observation>();
        var own = _byVariant[(against, task.Quantity)].Select(Compare).ToList();
        var unstated = _byVariant[(against with { Variant = VariantId.UnstatedVariant }, task.Quantity)].Select(Compare).ToList();
        return Best(own)
            ?? Best(Carried(against, task.Quantity, Compare))
            ?? Best(unstated)
            ?? own.Concat(unstated).OrderByDescending(Rules.SpecificityOf).ThenBy(miss => miss.Why.Length).FirstOrDefault();

        Comparison Compare(Observation figure)
        {
            var statistic = figure.Method?.Statistic ?? "unknown";
            if (!sides.TryGetValue(statistic, out var side))
                sides[statistic] = side = row.As(statistic);
            return Rules.Compare(side, figure);
        }
    }

    private Observation Observation(string id) =>
        Figures.Find(id) ?? throw new KeyNotFoundException($"no figure with a number has the id {id}");

    private IEnumerable<Comparison> Carried(VariantId against, string quantity, Func<Observation, Comparison> compare)
    {
        var standard = Data.Accelerators.First(accelerator => accelerator.Slug == against.Accelerator).DefaultVariant;
        if (standard is null || standard == against.Variant)
            return [];
        return
            from figure in _byVariant[(against with { Variant = standard }, quantity)]
            let carry = Scaling.Carry(figure, against)
            where carry is not null
            let comparison = compare(carry.Value.Carried)
            select comparison with { Rulings = [.. comparison.Rulings, carry.Value.Ruling] };
    }

    private static Comparison? Best(IEnumerable<Comparison> comparisons) =>
        comparisons.Where(comparison => comparison.Verdict != Verdict.Incomparable).MinBy(ComparisonRules.Preference);
}
