using GpuBench.Publications.Projecting.Fitting;
using GpuBench.Publications.Projecting.Laws;

namespace GpuBench.Publications.Projecting.Validating;

/// <summary>
/// How many standard deviations a 90 % interval has on each side, for one kind of question: the 90 % quantile of the errors that the law
/// makes when its own figures are left out in the same way. Normal theory, 1.645, covers too little.
/// </summary>
public sealed class IntervalFactors
{
    public const double Coverage = 0.9;

    /// <summary>
    /// Figures of one fold share their errors, so the errors of all figures alone understate those of a new fold. In this share of the
    /// folds, 90 % of the figures must be inside. Chosen.
    /// </summary>
    private const double FoldShare = 0.68;

    /// <summary>Factor on the law's own for a class with too few figures or folds of its own. Chosen.</summary>
    private const double LittleEvidence = 1.25;

    private const int MaxFolds = 6, LeastErrors = 20, LeastFolds = 3;
    private const double Least = 1.645, Most = 6;

    private readonly Dictionary<string, double> _ofClass;
    private readonly double _ofLaw;

    private IntervalFactors(Dictionary<string, double> ofClass, double ofLaw) => (_ofClass, _ofLaw) = (ofClass, ofLaw);

    /// <summary>Of a class of tasks.</summary>
    public double this[string taskClass] => _ofClass.GetValueOrDefault(taskClass, _ofLaw);

    /// <summary>For results/projection.json.</summary>
    /// <param name="wideningOf">Further factor of a class.</param>
    internal IEnumerable<IntervalWidth> Describe(Question question, Func<string, double> wideningOf) =>
    [
        new(question, StoredNumbers.Round(_ofLaw)),
        .. _ofClass.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new IntervalWidth(question, StoredNumbers.Round(pair.Value * wideningOf(pair.Key)), pair.Key)),
    ];

    public static IntervalFactors Of(ProjectionLaw law, IReadOnlyList<Example> examples, Question question)
    {
        var errors = Errors(law, examples, question);
        var ofLaw = Factor(errors);
        return new(
            errors.GroupBy(error => error.Class).ToDictionary(
                group => group.Key,
                group => HasEvidence(group) || group.Count() == errors.Count
                    ? Math.Max(ofLaw, Factor([.. group]))
                    : LittleEvidence * ofLaw),
            LittleEvidence * ofLaw);
    }

    private static bool HasEvidence(IEnumerable<Error> errors) =>
        errors.Count() >= LeastErrors && errors.Select(error => error.Fold).Distinct().Count() >= LeastFolds;

    /// <summary>Errors in standard deviations. Folds are joined to six, because each costs a fit.</summary>
    private static List<Error> Errors(ProjectionLaw law, IReadOnlyList<Example> examples, Question question)
    {
        var folds = examples.GroupBy(example => Questions.FoldOf(question, example)).Select(group => group.ToList()).ToList();
        var joined = folds.Index().GroupBy(fold => fold.Index % MaxFolds).Select(group => group.SelectMany(fold => fold.Item).ToHashSet());
        List<Error> errors = [];
        foreach (var left in joined)
        {
            List<Example> others = [.. examples.Where(example => !left.Contains(example))];
            if (others.Count == 0)
                continue;
            var fit = LawFitter.Fit(law, others);
            var known = new KnownProducts(others);
            foreach (var example in left)
            {
                var prediction = fit.Predict(example, question == Question.Size || known.Contains(example));
                errors.Add(new(
                    example.Task.Class, Questions.FoldOf(question, example),
                    Math.Abs(prediction.Centre - example.LogSeconds) / prediction.Deviation));
            }
        }
        return errors;
    }

    /// <summary>Each fold counts with the square root of its figures. Few folds say little, so the factor grows.</summary>
    private static double Factor(IReadOnlyList<Error> errors)
    {
        var counts = errors.CountBy(error => error.Fold).ToDictionary();
        if (counts.Count == 0)
            return Most;
        var ofFigures = Quantiles.Of(errors.Select(error => (error.Value, 1 / Math.Sqrt(counts[error.Fold]))), Coverage);
        var ofFolds = Quantiles.Of(
            errors.GroupBy(error => error.Fold)
                .Select(fold => (Quantiles.Of([.. fold.Select(error => error.Value)], Coverage), Math.Sqrt(counts[fold.Key]))),
            FoldShare);
        return Math.Clamp(Math.Max(ofFigures, ofFolds) * (1 + (1.0 / Math.Max(2, counts.Count))), Least, Most);
    }

    private readonly record struct Error(string Class, string Fold, double Value);
}

/// <summary>A factor that is stored.</summary>
/// <param name="Class">A class of tasks; null for a class with too few figures of its own.</param>
public sealed record IntervalWidth(Question Question, double Factor, string? Class = null);
