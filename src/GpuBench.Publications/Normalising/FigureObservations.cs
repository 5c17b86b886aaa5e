using System.Globalization;
using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// Published figures as sides of ratios. A figure's interval is the hull of: the uncertainty of its print (rounding, reading a chart, a
/// printed range), the spread between chips, and the values of other sources.
/// </summary>
public sealed class FigureObservations
{
    private readonly PublishedData _data;
    private readonly Dictionary<string, string> _keys;
    private readonly ILookup<string, PublishedFigure> _sameKey;
    private readonly HashSet<string> _dispreferred;
    private readonly Dictionary<string, Observation> _byId;

    public FigureObservations(PublishedData data)
    {
        _data = data;
        _keys = data.Figures.Where(figure => Unusable(figure) is null).ToDictionary(figure => figure.Id, FigureKey.Of);
        _sameKey = data.Figures.Where(figure => _keys.ContainsKey(figure.Id)).ToLookup(figure => _keys[figure.Id]);
        _dispreferred =
        [
            .. data.Disagreements.Where(entry => entry.Preferred is not null)
                .SelectMany(entry => entry.Figures.Where(id => id != entry.Preferred)),
        ];
        All = [.. data.Figures.Where(IsNumber).Select(figure => TokenRate.Of(Observe(figure)))];
        _byId = All.ToDictionary(observation => observation.Id);
    }

    private FigureObservations(FigureObservations original, Func<Observation, Observation> change)
    {
        (_data, _keys, _sameKey, _dispreferred) = (original._data, original._keys, original._sameKey, original._dispreferred);
        All = [.. original.All.Select(change)];
        _byId = All.ToDictionary(observation => observation.Id);
    }

    /// <summary>The same figures, each changed. The ids stay.</summary>
    public FigureObservations Select(Func<Observation, Observation> change) => new(this, change);

    /// <summary>Every figure that is a number. <see cref="Observation.Unusable"/> has the reason why one must not be divided.</summary>
    public IReadOnlyList<Observation> All { get; }

    /// <returns>Null if the figure is in words.</returns>
    public Observation? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Other figures with the same <see cref="FigureKey"/>. They widen this figure's interval.</summary>
    public IReadOnlyList<PublishedFigure> WithSameKey(PublishedFigure figure) =>
        _keys.TryGetValue(figure.Id, out var key) ? [.. _sameKey[key].Where(other => other.Id != figure.Id)] : [];

    /// <summary>The terms of a figure's interval, in the printed unit; none if the figure is in words.</summary>
    public IEnumerable<IntervalTerm> TermsOf(PublishedFigure figure)
    {
        if (!IsNumber(figure))
            yield break;
        var value = figure.Value!.Value;
        if (figure.Low is not null || figure.High is not null)
            yield return new("printed range", new(figure.Low ?? value, figure.High ?? value));
        if (figure.Uncertainty is { } print)
            yield return new(print.Kind, new(value - print.PlusMinus, value + print.PlusMinus));
        if (VariesWithChip(figure))
            yield return new("spread between chips", Around(value, ChipLottery.HalfWidth(ChipsOf(figure))));
        if (WithSameKey(figure) is { Count: > 0 } others)
            yield return new("range over sources", others.Select(other => InUnitOf(figure, other))
                .Aggregate(new Interval(value, value), (range, other) => range.Hull(new(other, other))));
    }

    /// <returns>In the figure's printed unit.</returns>
    /// <exception cref="InvalidOperationException">The figure is in words.</exception>
    public Interval IntervalOf(PublishedFigure figure) =>
        TermsOf(figure).Aggregate(new Interval(figure.Value!.Value, figure.Value.Value), (hull, term) => hull.Hull(term.Interval));

    /// <summary>A lower bound holds for every chip that the source speaks of, and a quoted ratio was measured on none.</summary>
    private static bool VariesWithChip(PublishedFigure figure) =>
        Quantities.Get(figure.Quantity) is { IsNominal: false, IsQuoted: false } && figure.Bound != "lower";

    private static Interval Around(double value, double share) => new(value * (1 - share), value * (1 + share));

    private static bool IsNumber(PublishedFigure figure) => figure.Value is not null && PrintedUnit.Find(figure.Unit) is not null;

    private string? Unusable(PublishedFigure figure) =>
        figure.UnstructuredBecause is { } because ? $"not structured: {because}"
        : figure.Confidence == "recalled" ? "recalled: its source was not read"
        : figure.Inputs.Select(_data.Find).Any(input => input is { Confidence: "recalled" }) ? "computed from a recalled figure"
        : null;

    private Observation Observe(PublishedFigure figure)
    {
        var unit = PrintedUnit.Find(figure.Unit)!;
        var kind = figure.WorkloadWord("kind") ?? "";
        var ours = WorkloadDefinitions.OfKind(kind);
        var task = WorkloadTask.FieldsOf(figure.Workload);
        if (figure.Direction is { } direction)
            task["direction"] = direction;
        if (kind == TaskFields.LanguageModel && Quantities.Get(figure.Quantity).Tokens is { } tokens)
            task.TryAdd(TaskFields.Tokens, tokens);
        var interval = IntervalOf(figure);
        return new()
        {
            Id = figure.Id,
            Variant = figure.VariantId,
            Quantity = Quantities.Get(figure.Quantity),
            Value = figure.Value!.Value * unit.Factor,
            Interval = new(interval.Low * unit.Factor, interval.High * unit.Factor),
            SiUnit = unit.Si,
            Kind = kind,
            Task = task,
            MovesBytes = ours is { MovesBytes: true },
            CrossesLink = ours is { CrossesLink: true },
            UnknownIfMissing = ours?.UnknownIfMissing ?? [],
            HasCounting = ours is { HasCounting: true },
            HasHeads = ours is { HasHeads: true },
            Kernel = figure.WorkloadWord("kernel"),
            Program = ProgramOf(figure),
            DType = figure.DType,
            Sparsity = figure.Sparsity,
            HardwareUnit = figure.HardwareUnit,
            Convention = figure.FlopConvention,
            Count = figure.Count,
            PowerCapWatts = figure.PowerCapWatts,
            Method = figure.Method,
            Source = figure.Source,
            Tier = _data.SourceOf(figure).Tier,
            IsLowerBound = figure.Bound == "lower",
            Unusable = Unusable(figure),
            IsDispreferred = _dispreferred.Contains(figure.Id),
        };
    }

    private static string? ProgramOf(PublishedFigure figure)
    {
        string?[] words =
        [
            figure.WorkloadWord("engine"), figure.WorkloadWord("engineVersion"), figure.WorkloadWord("engineOptions"),
            figure.WorkloadWord("program"),
        ];
        var program = string.Join(' ', words.OfType<string>());
        return program.Length > 0 ? program : figure.Software;
    }

    private static double InUnitOf(PublishedFigure figure, PublishedFigure other) =>
        other.Value!.Value * PrintedUnit.Find(other.Unit)!.Factor / PrintedUnit.Find(figure.Unit)!.Factor;

    private static int ChipsOf(PublishedFigure figure) =>
        int.TryParse(figure.WorkloadWord("cardsAveraged"), CultureInfo.InvariantCulture, out var cards) ? cards : figure.Count;
}

/// <summary>One source of uncertainty of a published value.</summary>
/// <param name="Name">E.g. <c>chart-reading</c>.</param>
/// <param name="Interval">In the figure's printed unit.</param>
public readonly record struct IntervalTerm(string Name, Interval Interval)
{
    public double Width => Interval.High - Interval.Low;
}

/// <summary>Spread between chips of one product: the uncertainty of a figure that was measured on a few of them.</summary>
public static class ChipLottery
{
    /// <summary>
    /// Range over eight chips of one node, slowest to fastest, as a share of the mean. Published are 3.4 to 4.9 % (mamf-finder v3,
    /// Machine Learning Engineering Open Book); this is the larger.
    /// </summary>
    public const double RangeOverEightChips = 0.049;

    /// <summary>Expected range of eight normal variates, in standard deviations.</summary>
    private const double StandardDeviationsPerRange = 2.85;

    private const double NormalQuantile = 1.96;

    /// <returns>Half the 95 % interval of a figure averaged over <paramref name="chips"/>, as a share of the figure.</returns>
    public static double HalfWidth(int chips) =>
        NormalQuantile * RangeOverEightChips / StandardDeviationsPerRange / Math.Sqrt(chips);
}
