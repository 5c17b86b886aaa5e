using GpuBench.Measuring;
using GpuBench.Publications.Data;
using GpuBench.Publications.Projecting.Fitting;
using GpuBench.Publications.Projecting.Laws;
using GpuBench.Publications.Projecting.Validating;

namespace GpuBench.Publications.Projecting.Model;

/// <summary>Learns the model from figures, and reads what was stored.</summary>
public static class ProjectionModels
{
    public const string Slug = "projection";

    /// <summary>A figure depends on a coefficient if its time changes by this share of the coefficient's change.</summary>
    private const double LeastSlope = 0.05;

    /// <summary>Share of the information that names a publication.</summary>
    private const double LeastShare = 0.05;

    private const int StrongestCount = 5;

    /// <returns>Null if the folder has none.</returns>
    /// <exception cref="UserError">Exit code 4: the file violates its schema.</exception>
    public static ProjectionModel? Read(IDataFiles files) => ProjectionFiles.Read(
        files, Slug, ProjectionJson.Default.ProjectionModel, model => model.SchemaVersion);

    /// <param name="validation">Intervals of classes that it found too narrow are widened.</param>
    public static ProjectionModel Learn(IReadOnlyList<Examples> examples, ValidationTable validation) => new()
    {
        SchemaVersion = SchemaVersions.Published,
        Laws = [.. examples.Select(law => Learn(law, validation))],
    };

    /// <summary>The fit that a stored model describes.</summary>
    public static LawFit FitOf(ProjectionLaw law, LawModel model) => new()
    {
        Law = law,
        Values = [.. law.Coefficients.Select(coefficient => ValueOf(coefficient, model))],
        ResidualVariance = model.ResidualVariance,
        Effects =
        [
            .. model.Effects.Select(effect => new EffectFit(
                effect.Name, effect.Variance,
                effect.Groups.ToDictionary(group => group.Name, group => new GroupFit(group.Deviation, group.Variance, group.Figures)))),
        ],
    };

    private static double ValueOf(Coefficient coefficient, LawModel model)
    {
        var stored = model.Coefficients.FirstOrDefault(stored => stored.Name == coefficient.Name)
            ?? throw UserError.BadInput($"results/{Slug}.json: the law {model.Law} has no coefficient '{coefficient.Name}'");
        return coefficient.IsLogarithm ? Math.Log(stored.Value) : stored.Value;
    }

    private static LawModel Learn(Examples examples, ValidationTable validation)
    {
        var (law, all) = (examples.Law, examples.All);
        var fit = LawFitter.Fit(law, all);
        return new()
        {
            Law = law.Name,
            Figures = all.Count,
            Coefficients = [.. law.Coefficients.Index().Select(coefficient => Describe(coefficient.Item, coefficient.Index, fit, all))],
            Effects = [.. fit.Effects.Index().Select(effect => Describe(effect.Item, effect.Index, all))],
            ResidualVariance = StoredNumbers.Round(fit.ResidualVariance),
            Widths = [.. Questions.All.SelectMany(question => IntervalFactors.Of(law, all, question)
                .Describe(question, taskClass => validation.Find(taskClass, question)?.Widening ?? 1))],
            Ranges = [.. all.GroupBy(example => example.Task.Class).OrderBy(group => group.Key, StringComparer.Ordinal).Select(RangeOf)],
            BestShares =
            [
                .. from example in all
                   group example by (Product: $"{example.Product.Product}", example.Task.Class, example.Task.Unit) into same
                   let best = same.MaxBy(ShareOf)
                   orderby same.Key.Product, same.Key.Class, same.Key.Unit
                   select new ShareModel(same.Key.Product, same.Key.Class, same.Key.Unit, StoredNumbers.Round(ShareOf(best)), best.Id),
            ],
            Families = [.. all.Select(example => example.Product.Family).Distinct().Order(StringComparer.Ordinal)],
            NotUsed = examples.Refusals,
        };
    }

    private static double ShareOf(Example example) =>
        example.Law.RoofSeconds(example.Task, example.Product) / Math.Exp(example.LogSeconds);

    private static CoefficientModel Describe(Coefficient coefficient, int index, LawFit fit, IReadOnlyList<Example> all)
    {
        var moved = fit.Values.ToArray();
        moved[index] += 1e-3;
        var slopes = all
            .Select(example => (example, Slope: (LawFit.LogSeconds(fit.Law, moved, example) - fit.LogSeconds(example)) / 1e-3))
            .Where(pair => Math.Abs(pair.Slope) >= LeastSlope)
            .OrderByDescending(pair => Math.Abs(pair.Slope)).ThenBy(pair => pair.example.Id, StringComparer.Ordinal).ToList();
        var total = slopes.Sum(pair => pair.Slope * pair.Slope);
        return new(
            coefficient.Name, coefficient.Meaning,
            StoredNumbers.Round(coefficient.IsLogarithm ? Math.Exp(fit.Values[index]) : fit.Values[index]),
            slopes.Count,
            [
                .. from pair in slopes
                   group pair by pair.example.Publication into same
                   let share = same.Sum(pair => pair.Slope * pair.Slope) / total
                   where share >= LeastShare
                   orderby share descending, same.Key
                   select same.Key,
            ],
            [.. slopes.Take(StrongestCount).Select(pair => pair.example.Id)]);
    }

    private static EffectModel Describe(EffectFit effect, int index, IReadOnlyList<Example> all)
    {
        var publications = all.GroupBy(example => example.Groups[index])
            .ToDictionary(group => group.Key, group => group.Select(example => example.Publication).Distinct().Count());
        return new(effect.Name, StoredNumbers.Round(effect.Variance),
        [
            .. effect.Groups.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new GroupModel(
                group.Key, StoredNumbers.Round(group.Value.Deviation), StoredNumbers.Round(group.Value.Variance), group.Value.Count,
                publications[group.Key])),
        ]);
    }

    private static RangeModel RangeOf(IGrouping<string, Example> examples) => new(examples.Key,
    [
        .. from extent in examples.SelectMany(example => example.Task.Extents)
           group extent by extent.Name into same
           select new Extent(same.Key, same.Min(extent => extent.Low), same.Max(extent => extent.High)),
    ]);
}
