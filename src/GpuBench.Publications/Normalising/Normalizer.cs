using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Data;

namespace GpuBench.Publications.Normalising;

/// <summary>Sets numbers against published figures: finds the figure to divide by, and says why where there is none.</summary>
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

    /// <summary>Over the data that travel with the program.</summary>
    public static Normalizer Shipped => ShippedNormalizer.Value;

    public PublishedData Data { get; }

    public AcceleratorNames Names { get; }

    public FigureObservations Figures { get; }

    /// <summary>bf16 over fp16 as published, from the smallest ratio to the largest.</summary>
    public Interval HalfTypeSpread { get; }

    public ComparisonRules Rules { get; }

    public NominalFigures Nominal { get; }

    public PeakScaling Scaling { get; }

    /// <summary>Two published figures.</summary>
    /// <exception cref="KeyNotFoundException">No figure with a number has such an id.</exception>
    public Comparison Compare(string numeratorId, string denominatorId) => Rules.Compare(Observation(numeratorId), Observation(denominatorId));

    /// <summary>
    /// The best counterpart that is published for <paramref name="against"/>: a figure of that variant; else one of the
    /// accelerator's default variant carried over by peaks; else one that names no variant.
    /// </summary>
    /// <returns>A refused comparison with the nearest miss where nothing fits; null where nothing of the quantity is published.</returns>
    public Comparison? Against(MeasuredRow row, VariantId against)
    {
        if (row.Task is not { } task)
            return null;
        var own = CompareAll(row, against, task.Quantity);
        var unstated = CompareAll(row, against with { Variant = VariantId.UnstatedVariant }, task.Quantity);
        return Best(own)
            ?? Best(Carried(row, against, task.Quantity))
            ?? Best(unstated)
            ?? own.Concat(unstated).OrderByDescending(Rules.RulesPassed).ThenBy(miss => miss.Why.Length).FirstOrDefault();
    }

    private Observation Observation(string id) => Figures.Find(id) ?? throw new KeyNotFoundException($"no figure with a number has the id {id}");

    private List<Comparison> CompareAll(MeasuredRow row, VariantId variant, string quantity) =>
        [.. _byVariant[(variant, quantity)].Select(figure => Compare(row, figure))];

    private Comparison Compare(MeasuredRow row, Observation figure) =>
        Rules.Compare(row.As(figure.Method?.Statistic ?? "unknown"), figure);

    private IEnumerable<Comparison> Carried(MeasuredRow row, VariantId against, string quantity)
    {
        var standard = Data.Accelerators.First(accelerator => accelerator.Slug == against.Accelerator).DefaultVariant;
        if (standard is null || standard == against.Variant)
            return [];
        return
            from figure in _byVariant[(against with { Variant = standard }, quantity)]
            let carry = Scaling.Carry(figure, against)
            where carry is not null
            let comparison = Compare(row, carry.Value.Carried)
            select comparison with { Rulings = [.. comparison.Rulings, carry.Value.Ruling] };
    }

    private Comparison? Best(IEnumerable<Comparison> comparisons) =>
        comparisons.Where(comparison => comparison.Verdict != Verdict.Incomparable).MinBy(Preference);

    /// <summary>
    /// Fewer conversions, then the fastest published kernel, then what is best known about its method, then the preferred and the
    /// better source.
    /// </summary>
    private (int, double, int, bool, int) Preference(Comparison comparison) =>
    (
        comparison.Rulings.Count(ruling => ruling.Kind == RulingKind.Convert),
        comparison.Denominator.Kind == "attention" ? -comparison.Denominator.Value : 0,
        comparison.Rulings.Count(ruling => ruling.Kind == RulingKind.Unknown),
        comparison.Denominator.IsDispreferred,
        Data.Publications[comparison.Denominator.Source!].Source.Tier
    );
}
