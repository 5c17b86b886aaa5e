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

    private const int MaxFolds = 6, LeastErrors = 20, LeastFolds = 3;
    private const double Least = 1.645, Most = 6;

    private readonly Dictionary<string, double> _ofClass;
    private readonly double _ofLaw;

    private IntervalFactors(Dictionary<string, double> ofClass, double ofLaw) => (_ofClass, _ofLaw) = (ofClass, ofLaw);

    /// <summary>Of a class of tasks; of the whole law if the class has too few figures.</summary>
    public double this[string taskClass] => _ofClass.GetValueOrDefault(taskClass, _ofLaw);

    /// <summary>For results/projection.json.</summary>
    internal IEnumerable<IntervalWidth> Describe(Question question) =>
    [
        new(question, StoredNumbers.Round(_ofLaw)),
        .. _ofClass.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new IntervalWidth(question, StoredNumbers.Round(pair.Value), pair.Key)),
    ];

    public static IntervalFactors Of(ProjectionLaw law, IReadOnlyList<Example> examples, Question question)
    {
        var errors = Errors(law, examples, question);
        var ofLaw = Factor(errors);
        return new(
            errors.GroupBy(error => error.Class)
                .Where(group => group.Count() >= LeastErrors && group.Select(error => error.Fold).Distinct().Count() >= LeastFolds)
                .ToDictionary(group => group.Key, group => Factor([.. group])),
            ofLaw);
    }

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
                var prediction = fit.Predict(fit.LogSeconds(example), example.Groups, question == Question.Size || known.Contains(law, example.Groups));
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
        var quantile = Quantiles.Of(errors.Select(error => (error.Value, 1 / Math.Sqrt(counts[error.Fold]))), Coverage);
        return Math.Clamp(quantile * (1 + (1.0 / Math.Max(2, counts.Count))), Least, Most);
    }

    private readonly record struct Error(string Class, string Fold, double Value);
}

/// <summary>A factor that is stored.</summary>
/// <param name="Class">A class of tasks; null for a class with too few figures of its own.</param>
public sealed record IntervalWidth(Question Question, double Factor, string? Class = null);
