using GpuBench.Publications.Projecting.Fitting;
using GpuBench.Publications.Projecting.Laws;

namespace GpuBench.Publications.Projecting.Validating;

/// <summary>A figure, predicted without all figures of its fold.</summary>
/// <param name="Fold">What was left out, e.g. <c>h20</c>.</param>
/// <param name="Centre">Logarithm of the predicted seconds.</param>
/// <param name="HalfWidth">Half of the 90 % interval of the logarithm.</param>
/// <param name="Baseline">Logarithm of the seconds of the baseline: the nominal roof times one constant of the class.</param>
public sealed record LeftOut(Example Example, string Fold, double Centre, double HalfWidth, double Baseline)
{
    /// <summary>Logarithm of predicted over published time.</summary>
    public double Error => Centre - Example.LogSeconds;

    public double BaselineError => Baseline - Example.LogSeconds;

    public bool IsCovered => Math.Abs(Error) <= HalfWidth;
}

/// <summary>Predicts every figure of a law without the others of its fold. Neither coefficients nor interval widths see the fold.</summary>
public static class LeaveOut
{
    /// <summary>Fewer figures do not determine a law.</summary>
    private const int LeastFigures = 8;

    public static IReadOnlyList<LeftOut> Of(ProjectionLaw law, IReadOnlyList<Example> examples, Question question)
    {
        var folds = examples.GroupBy(example => Questions.FoldOf(question, example)).ToList();
        var results = new IReadOnlyList<LeftOut>[folds.Count];
        Parallel.For(0, folds.Count, i => results[i] = Predict(law, examples, folds[i], question));
        return [.. results.SelectMany(result => result)];
    }

    private static IReadOnlyList<LeftOut> Predict(
        ProjectionLaw law, IReadOnlyList<Example> examples, IGrouping<string, Example> fold, Question question)
    {
        List<Example> others = [.. examples.Where(example => Questions.FoldOf(question, example) != fold.Key)];
        if (others.Count < LeastFigures)
            return [];
        var fit = LawFitter.Fit(law, others);
        var widths = IntervalFactors.Of(law, others, question);
        var baseline = new RoofBaseline(law, others);
        var known = new KnownProducts(others);
        return
        [
            .. from example in fold
               let prediction = fit.Predict(example, question == Question.Size || known.Contains(example))
               select new LeftOut(
                   example, fold.Key, prediction.Centre, widths[example.Task.Class] * prediction.Deviation, baseline.LogSeconds(example)),
        ];
    }
}

/// <summary>The nominal roof times one constant of each class: what a reader calculates without a model.</summary>
internal sealed class RoofBaseline
{
    private readonly Dictionary<string, double> _constants;
    private readonly double _usual;

    public RoofBaseline(ProjectionLaw law, IReadOnlyList<Example> examples)
    {
        _constants = examples.GroupBy(example => example.Task.Class)
            .ToDictionary(
                group => group.Key,
                group => Quantiles.Of([.. group.Select(example => example.LogSeconds - Roof(law, example))], 0.5));
        _usual = Quantiles.Of([.. _constants.Values], 0.5);
    }

    public double LogSeconds(Example example) =>
        Roof(example.Law, example) + _constants.GetValueOrDefault(example.Task.Class, _usual);

    private static double Roof(ProjectionLaw law, Example example) => Math.Log(law.RoofSeconds(example.Task, example.Product));
}
