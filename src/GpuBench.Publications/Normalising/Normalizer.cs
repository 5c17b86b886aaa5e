using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising.Limits;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting;
using GpuBench.Publications.Projecting.Model;
using GpuBench.Publications.Projecting.Products;
using GpuBench.Publications.Projecting.Validating;

namespace GpuBench.Publications.Normalising;

/// <summary>Compares numbers with published figures: selects the figure to divide by, or the reason why there is none.</summary>
public sealed class Normalizer
{
    private static readonly Lazy<Normalizer> ShippedNormalizer = new(() => Of(new EmbeddedFiles(), PublishedData.Shipped));

    private readonly FigureIndex _index;
    private readonly PeakBounds _bounds;
    private readonly ModelledRatios _modelled;

    /// <param name="model">What the laws learnt; without it nothing is projected.</param>
    /// <param name="validation">The errors of the laws; without it no projection states its error.</param>
    public Normalizer(PublishedData data, ProjectionModel? model = null, ValidationTable? validation = null)
    {
        Data = data;
        Validation = validation;
        Names = new(data.Accelerators);
        var printed = new FigureObservations(data);
        Nominal = new(printed.All);
        Scaling = new(printed.All, Nominal);
        var doubts = new VariantDoubts(data.Accelerators, Nominal, Scaling);
        Figures = printed.Select(figure => figure with
        {
            VariantDoubt = doubts.Of(figure),
            CacheResident = PublishedStreams.CacheResident(figure, Nominal),
            ExceedsCache = PublishedStreams.ExceedsCache(figure, Nominal),
            PowerCapWatts = figure.PowerCapWatts < Nominal.HighestBoardPower(figure.Variant!.Value) ? figure.PowerCapWatts : null,
        });
        HalfTypeSpread = PublishedSpreads.HalfTypes(Figures.All);
        Rules = new(HalfTypeSpread);
        _index = new(Figures.All);
        _bounds = new(Nominal);
        Projector = new(model, new ProductSheets(data.Accelerators, Names, Nominal));
        _modelled = new(Projector, _bounds, validation);
    }

    /// <summary>With the data embedded in the program.</summary>
    public static Normalizer Shipped => ShippedNormalizer.Value;

    /// <summary>With the data of a folder and what was learnt from it.</summary>
    /// <exception cref="Measuring.UserError">Exit code 4: a file violates its schema.</exception>
    public static Normalizer Of(IDataFiles files) => Of(files, PublishedData.Read(files));

    public PublishedData Data { get; }

    public AcceleratorNames Names { get; }

    public FigureObservations Figures { get; }

    /// <summary>The published ratios of bf16 to fp16, from the 5 % to the 95 % quantile.</summary>
    public Interval HalfTypeSpread { get; }

    public ComparisonRules Rules { get; }

    public NominalFigures Nominal { get; }

    public PeakScaling Scaling { get; }

    public Projector Projector { get; }

    /// <summary>The errors of <see cref="Projector"/>; null if the data have none.</summary>
    public ValidationTable? Validation { get; }

    /// <summary>Compares two published figures.</summary>
    /// <exception cref="KeyNotFoundException">No figure with a number has this id.</exception>
    public Comparison Compare(string numeratorId, string denominatorId) =>
        Rules.Compare(Observation(numeratorId), Observation(denominatorId));

    /// <summary>
    /// Compares with the best published figure for <paramref name="against"/>: one of that variant; else one of the accelerator's
    /// default variant, scaled by peaks; else one of its fallbacks (<see cref="AcceleratorNames.Fallbacks"/>); else the time from a law;
    /// else the limit from nominal figures.
    /// </summary>
    /// <returns>The nearest miss, refused, if nothing fits; null if nothing of the quantity is published.</returns>
    public Comparison? Against(MeasuredRow row, VariantId against)
    {
        if (row.Task is null)
            return _bounds.Of(row, against);
        if (Best(row, against) is { } best)
            return best;
        var projection = _modelled.Project(row, against);
        return projection.Refusal is { } why
            ? WithNote(_bounds.Of(row, against) ?? NearestMiss(row, against), ModelledRatios.Refused + why)
            : _modelled.Compare(row, against, projection);
    }

    /// <summary>The reasons if <see cref="Against"/> found nothing.</summary>
    public string WhyNothing(MeasuredRow row, VariantId against) =>
        row.NoCounterpartReason ?? "no figure of this kind is published"
        + (_modelled.Project(row, against).Refusal is { } why ? $"; {ModelledRatios.Refused}{why}" : "");

    private static Normalizer Of(IDataFiles files, PublishedData data) =>
        new(data, ProjectionModels.Read(files), ValidationTables.Read(files));

    /// <summary>The last ruling stays the one that refused.</summary>
    private static Comparison? WithNote(Comparison? pair, string note) =>
        pair is null ? null : pair with { Rulings = [new(RulingKind.Note, note) { Rule = ModelledRatios.Rule }, .. pair.Rulings] };

    private Comparison? Best(MeasuredRow row, VariantId against)
    {
        var fields = row.As("unknown").Task;
        return Best(row, Find(against))
            ?? Best(Carried(row, against, Find))
            ?? Names.Fallbacks(against).Select(variant => Best(row, Find(variant))).FirstOrDefault(best => best is not null);

        IEnumerable<Observation> Find(VariantId variant) => _index.Find(variant, row.Task!, fields);
    }

    /// <summary>Among the figures of the same key if there are any, because they differ least.</summary>
    private Comparison? NearestMiss(MeasuredRow row, VariantId against)
    {
        VariantId[] variants = [against, against with { Variant = VariantId.UnstatedVariant }];
        var fields = row.As("unknown").Task;
        var near = variants.SelectMany(variant => _index.Find(variant, row.Task!, fields)).ToList();
        return (near.Count > 0 ? near : variants.SelectMany(variant => _index.All(variant, row.Task!.Quantity)))
            .Select(figure => Compare(row, figure))
            .OrderByDescending(Rules.SpecificityOf).ThenBy(miss => miss.Why.Length).FirstOrDefault();
    }

    private Observation Observation(string id) =>
        Figures.Find(id) ?? throw new KeyNotFoundException($"no figure with a number has the id {id}");

    private Comparison Compare(MeasuredRow row, Observation figure) =>
        Rules.Compare(row.As(figure.Method?.Statistic ?? "unknown"), figure);

    private IEnumerable<Comparison> Carried(MeasuredRow row, VariantId against, Func<VariantId, IEnumerable<Observation>> find)
    {
        var standard = Data.Accelerators.First(accelerator => accelerator.Slug == against.Accelerator).DefaultVariant;
        if (standard is null || standard == against.Variant)
            return [];
        return
            from figure in find(against with { Variant = standard })
            let carry = Scaling.Carry(figure, against)
            where carry is not null
            let comparison = Compare(row, carry.Value.Carried)
            select comparison with { Rulings = [.. comparison.Rulings, carry.Value.Ruling] };
    }

    private Comparison? Best(MeasuredRow row, IEnumerable<Observation> figures) => Best(figures.Select(figure => Compare(row, figure)));

    private static Comparison? Best(IEnumerable<Comparison> comparisons) =>
        comparisons.Where(comparison => comparison.Verdict != Verdict.Incomparable).MinBy(ComparisonRules.Preference);
}
