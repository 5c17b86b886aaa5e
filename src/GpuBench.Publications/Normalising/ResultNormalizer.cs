using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Limits;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Normalising;

/// <summary>Compares every row of a results document with published figures.</summary>
public sealed class ResultNormalizer(Normalizer normalizer, IReadOnlyList<VariantId> against)
{
    private readonly NominalLimits _limits = new(normalizer.Nominal);
    private readonly Dictionary<(string Name, string Variant, bool IsPart), VariantId?> _products = [];

    /// <summary>Accelerators that a run is compared with by default.</summary>
    public static IReadOnlyList<string> DefaultAgainst { get; } = ["h100", "h20", "910b"];

    public Normalizer Normalizer => normalizer;

    public IReadOnlyList<VariantId> Against => against;

    /// <returns>
    /// The document with new comparisons, because figures may have been added since it was written. A row has one comparison for each
    /// of <see cref="Against"/>, in that order, or none if it has no value.
    /// </returns>
    public ResultDocument Fill(ResultDocument document)
    {
        var judged = Judge(document);
        var run = SidesOf(judged);
        return judged with { Rows = [.. judged.Rows.Select(row => row with { Comparisons = Compare(run, row) })] };
    }

    /// <returns>
    /// The document with its rows checked against nominal limits. A row above a limit is suspect and no longer a roof for others.
    /// </returns>
    public ResultDocument Judge(ResultDocument document)
    {
        var rows = document.Rows.Select(row => _limits.Judge(document, row, VariantOf(row.Device))).ToList();
        var lostRoof = rows.Zip(document.Rows).Any(pair => pair.First.Status != pair.Second.Status);
        return document with { Rows = lostRoof ? LimiterModel.Apply(rows, WorkloadDefinitions.All) : rows };
    }

    /// <summary>The product that a row was measured on; null for a part of one, or if results/accelerators does not have it.</summary>
    public VariantId? VariantOf(RowDevice device)
    {
        // Every row of a run asks for one of a few devices.
        var key = (device.Name, device.Variant, device.Partition is not null);
        if (!_products.TryGetValue(key, out var product))
            _products[key] = product = Product(device);
        return product;
    }

    private VariantId? Product(RowDevice device) => device.Partition is not null
        ? null
        : (device.Variant == VariantId.UnstatedVariant
            ? null
            : normalizer.Names.Find(device.Variant) ?? normalizer.Names.Find($"{device.Name} {device.Variant}"))
        ?? normalizer.Names.Identify(device.Name);

    /// <summary>A run whose rows with a value become sides of ratios.</summary>
    public MeasuredRun SidesOf(ResultDocument document) => new(document, normalizer.Nominal, VariantOf);

    private IReadOnlyList<RowComparison> Compare(MeasuredRun run, ResultRow row)
    {
        if (row.Status != TrialStatus.Ok || row.Median is null)
            return [];
        var measured = run.Row(row);
        return [.. against.Select(variant => Compare(measured, variant))];
    }

    private RowComparison Compare(MeasuredRow row, VariantId variant)
    {
        var comparison = normalizer.Against(row, variant);
        var interval = comparison?.Interval;
        return new()
        {
            Against = variant.Accelerator,
            Variant = comparison?.Denominator.Variant?.Variant ?? variant.Variant,
            Kind = comparison?.Ratio is null ? null : comparison.Kind.Text(),
            Ratio = comparison is { IsRangeOnly: false } ? comparison.Ratio : null,
            Low = interval?.Low,
            High = interval?.High,
            IsLowerBound = comparison is { IsLowerBound: true },
            Verdict = (comparison?.Verdict ?? Verdict.Incomparable).Text(),
            Figure = comparison is { Denominator.Projection: null } ? comparison.Denominator.Id : null,
            Projection = comparison?.Denominator is { Projection: { } basis } there ? Describe(row.Row, there, basis) : null,
            Refused = comparison is null ? "none" : comparison.Ratio is null ? comparison.Rulings[^1].Rule : null,
            Why = comparison?.Why ?? normalizer.WhyNothing(row, variant),
        };
    }

    private static RowProjection Describe(ResultRow row, Observation there, ProjectionBasis basis)
    {
        var amount = row.Work.Amount(row.ValueUnit);
        return new()
        {
            Class = basis.Class,
            Question = basis.Question,
            Engine = basis.Engine,
            Seconds = amount / there.Value,
            Low = amount / there.Interval.High,
            High = amount / there.Interval.Low,
            Remarks = basis.Remarks,
        };
    }
}
