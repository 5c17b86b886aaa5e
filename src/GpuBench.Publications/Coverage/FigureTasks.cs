using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Coverage;

/// <summary>A task that figures are published of, and the suite that measures it.</summary>
/// <param name="Figures">All figures of the task: of any variant, kernel, program and method.</param>
/// <param name="Suite">The first suite with a row that is divided by one of them; null if there is none.</param>
/// <param name="Reasons">What prevents every ratio, e.g. <c>shape</c> and <c>type fp8</c>; empty if a suite measures the task.</param>
public sealed record FigureTask(IReadOnlyList<Observation> Figures, string? Suite, IReadOnlyList<string> Reasons)
{
    /// <summary>The reason of figures that must not be divided (<see cref="Observation.Unusable"/>).</summary>
    public const string NotDivided = "not divided";

    public string Kind => Figures[0].Kind;

    public FigureQuantity Quantity => Figures[0].Quantity;

    public IReadOnlyDictionary<string, string> Fields => Figures[0].Task;

    /// <summary>Type of the operands; null if there are none.</summary>
    public string? Type => Figures[0].DType?.Input;

    /// <summary>Devices that the values are the total of.</summary>
    public int Count => Figures[0].Count;
}

/// <summary>The published tasks of some accelerators, each with the suite that measures it. Pure.</summary>
public sealed class FigureTasks
{
    private readonly Normalizer _normalizer;
    private readonly IReadOnlyList<(string Suite, IReadOnlyList<MeasuredRow> Rows)> _suites;
    private readonly ILookup<string, MeasuredRow> _byKind;

    /// <param name="suites">A run of each suite, the shortest first.</param>
    private FigureTasks(IReadOnlyList<(string Suite, ResultDocument Run)> suites, ResultNormalizer normalizer)
    {
        _normalizer = normalizer.Normalizer;
        _suites = [.. suites.Select(suite => (suite.Suite, SidesOf(suite.Run, normalizer)))];
        _byKind = _suites.SelectMany(suite => suite.Rows).DistinctBy(row => row.Row.Key).ToLookup(row => row.Task!.Kind);
    }

    /// <returns>Grouped by kind, in the order of the data.</returns>
    /// <inheritdoc cref="FigureTasks(IReadOnlyList{ValueTuple{string, ResultDocument}}, ResultNormalizer)"/>
    public static IReadOnlyList<FigureTask> Of(IReadOnlyList<(string Suite, ResultDocument Run)> suites, ResultNormalizer normalizer)
    {
        var tasks = new FigureTasks(suites, normalizer);
        var accelerators = normalizer.Against.Select(variant => variant.Accelerator).ToHashSet();
        return
        [
            .. from figure in normalizer.Normalizer.Figures.All
               where accelerators.Contains(figure.Variant!.Value.Accelerator) && figure.Kind.Length > 0
                   && figure.Quantity is { IsNominal: false, IsQuoted: false }
               group figure by (figure.Kind, figure.Quantity.Name, string.Join(',', figure.Task), figure.DType?.Input, figure.Count)
               into same
               select tasks.Judge([.. same]),
        ];
    }

    private static IReadOnlyList<MeasuredRow> SidesOf(ResultDocument document, ResultNormalizer normalizer)
    {
        var run = normalizer.SidesOf(document);
        return
        [
            .. document.Rows.Where(row => row is { Status: TrialStatus.Ok, Median: not null }).Select(run.Row)
                .Where(row => row.Task is not null),
        ];
    }

    private FigureTask Judge(IReadOnlyList<Observation> figures)
    {
        var suite = _suites.FirstOrDefault(suite => figures.Any(figure => suite.Rows.Any(row => IsDivided(row, figure)))).Suite;
        return new(figures, suite, suite is null ? figures.Select(Reasons).MinBy(reasons => reasons.Count)! : []);
    }

    private bool IsDivided(MeasuredRow row, Observation figure) => row.Task!.Kind == figure.Kind
        && _normalizer.Rules.Compare(Side(row, figure), figure).Verdict != Verdict.Incomparable;

    /// <summary>
    /// The fields of the task that no row has, and the rules that refuse every row of the kind. If each rule allows a row, but not the
    /// same one, the rule that refuses last.
    /// </summary>
    private IReadOnlyList<string> Reasons(Observation figure)
    {
        var rows = _byKind[figure.Kind].Select(row => Side(row, figure)).ToList();
        if (figure.Unusable is not null)
            return [FigureTask.NotDivided];
        if (rows.Count == 0)
            return ["no workload"];
        if (rows.TrueForAll(row => row.Quantity.Name != figure.Quantity.Name))
            return [$"quantity {figure.Quantity.Name}"];
        var ours = rows.SelectMany(row => row.Task.Keys).Concat(rows[0].UnknownIfMissing).Concat(TaskFields.Sizes).ToHashSet();
        var (foreign, known) = (figure.Task.Keys.Where(field => !ours.Contains(field)).ToList(), WithOnly(ours, figure));
        string[] reasons =
        [
            .. foreign,
            // The quantity is the same, and its SI unit follows from the type.
            .. _normalizer.Rules.All
                .Where(rule => rule is not QuantityRule && rows.TrueForAll(row => rule.Judge(row, known) is { Kind: RulingKind.Refuse }))
                .Select(rule => Word(rule, figure)),
        ];
        return reasons.Length > 0
            ? [.. reasons.Distinct()]
            : [Word(LastRefusing(rows, known), figure)];
    }

    private IComparisonRule LastRefusing(IEnumerable<Observation> rows, Observation figure)
    {
        var nearest = rows.Select(row => _normalizer.Rules.Compare(row, figure)).MaxBy(_normalizer.Rules.SpecificityOf)!;
        return _normalizer.Rules.All.First(rule => rule.Name == nearest.Rulings[^1].Rule);
    }

    private static string Word(IComparisonRule rule, Observation figure) => rule switch
    {
        DTypeRule => $"type {figure.DType?.Input ?? "unstated"}",
        TaskRule or HeadsRule => "shape",
        StreamRule when figure.HasCounting && figure.Word("counting") is null or TaskFields.Unstated => "counting not stated",
        StreamRule or ElementsRule => "operation",
        _ => rule.Name,
    };

    private static Observation WithOnly(IReadOnlySet<string> fields, Observation figure) =>
        figure with { Task = figure.Task.Where(field => fields.Contains(field.Key)).ToDictionary() };

    private static Observation Side(MeasuredRow row, Observation figure) => row.As(figure.Method?.Statistic ?? "unknown");
}
