using GpuBench.Measuring;
using GpuBench.Publications.Projecting.Fitting;

namespace GpuBench.Publications.Projecting.Validating;

/// <summary>Validates the laws: predicts every figure without those of its fold, and counts the errors.</summary>
public sealed class Validator
{
    private readonly List<(Question Question, IReadOnlyList<LeftOut> Predictions)> _all = [];

    public Validator(IReadOnlyList<Examples> examples)
    {
        foreach (var law in examples)
            foreach (var question in Questions.All)
                _all.Add((question, LeaveOut.Of(law.Law, law.All, question)));
    }

    /// <summary>Every figure with its prediction.</summary>
    public IEnumerable<(Question Question, LeftOut Prediction)> Predictions =>
        _all.SelectMany(set => set.Predictions, (set, prediction) => (set.Question, prediction));

    /// <summary>
    /// Figures predicted without their accelerator: in turns one of each class, each time of another product, those with the smallest ids
    /// first, so that nobody chose them.
    /// </summary>
    public IEnumerable<LeftOut> Select(int count)
    {
        var classes = Predictions
            .Where(pair => pair.Question == Question.Accelerator)
            .Select(pair => pair.Prediction)
            .GroupBy(prediction => prediction.Example.Task.Class)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => InTurns(group.GroupBy(prediction => $"{prediction.Example.Product.Product}")
                .OrderBy(product => product.Key, StringComparer.Ordinal)
                .Select(product => product.OrderBy(prediction => prediction.Example.Id, StringComparer.Ordinal))));
        return InTurns(classes).Take(count);
    }

    private static IEnumerable<LeftOut> InTurns(IEnumerable<IEnumerable<LeftOut>> lists)
    {
        var all = lists.Select(list => list.ToList()).ToList();
        return Enumerable.Range(0, all.Select(list => list.Count).DefaultIfEmpty(0).Max())
            .SelectMany(turn => all.Where(list => turn < list.Count).Select(list => list[turn]));
    }

    public ValidationTable Table() => new()
    {
        SchemaVersion = SchemaVersions.Published,
        Rows =
        [
            .. from set in _all
               from taskClass in set.Predictions.GroupBy(prediction => prediction.Example.Task.Class)
               orderby taskClass.Key
               from row in RowsOf(set.Question, taskClass)
               select row,
        ],
    };

    private static IEnumerable<ValidationRow> RowsOf(Question question, IGrouping<string, LeftOut> taskClass)
    {
        var subsets = taskClass.Where(prediction => prediction.Example.Task.Subset is not null)
            .GroupBy(prediction => prediction.Example.Task.Subset!).OrderBy(same => same.Key, StringComparer.Ordinal).ToList();
        var widening = subsets.Where(subset => subset.Count() >= ValidationRow.LeastOfSubset)
            .Select(subset => WideningOf([.. subset])).Append(WideningOf([.. taskClass])).Max();
        yield return RowOf(question, taskClass.Key, null, [.. taskClass], widening);
        foreach (var subset in subsets)
            yield return RowOf(question, taskClass.Key, subset.Key, [.. subset], widening);
    }

    /// <returns>1 if enough of the figures are inside.</returns>
    private static double WideningOf(IReadOnlyList<LeftOut> predictions) =>
        predictions.Count(prediction => prediction.IsCovered) >= ValidationRow.LeastCoverage * predictions.Count
            ? 1
            : StoredNumbers.Round(Quantiles.Of(
                [.. predictions.Select(prediction => Math.Abs(prediction.Error) / prediction.HalfWidth)], IntervalFactors.Coverage));

    private static ValidationRow RowOf(
        Question question, string taskClass, string? subset, IReadOnlyList<LeftOut> predictions, double widening)
    {
        var given = predictions
            .Where(prediction => 2 * widening * prediction.HalfWidth <= Math.Log(ValidationRow.WidestInterval)).ToList();
        var worst = predictions.MaxBy(prediction => Math.Abs(prediction.Error))!;
        var covered = predictions.Count(prediction => prediction.IsCovered);
        var (low, high) = Wilson(covered, predictions.Count);
        return new()
        {
            Class = taskClass,
            Question = question,
            Subset = subset,
            Figures = predictions.Count,
            Folds = predictions.Select(prediction => prediction.Fold).Distinct().Count(),
            MedianError = Error(predictions, 0.5, prediction => prediction.Error),
            Error90 = Error(predictions, 0.9, prediction => prediction.Error),
            WorstError = Rounded(Math.Exp(Math.Abs(worst.Error)) - 1),
            WorstFigure = worst.Example.Id,
            Coverage = Rounded((double)covered / predictions.Count),
            CoverageLow = Rounded(low),
            CoverageHigh = Rounded(high),
            HalfWidth = Rounded(Math.Exp(Quantiles.Of([.. predictions.Select(prediction => prediction.HalfWidth)], 0.5))),
            Widening = widening,
            Given = given.Count,
            GivenCoverage = given.Count == 0
                ? null
                : Rounded((double)given.Count(one => Math.Abs(one.Error) <= widening * one.HalfWidth) / given.Count),
            BaselineMedianError = Error(predictions, 0.5, prediction => prediction.BaselineError),
            BaselineError90 = Error(predictions, 0.9, prediction => prediction.BaselineError),
        };
    }

    private static double Error(IEnumerable<LeftOut> predictions, double share, Func<LeftOut, double> error) =>
        Rounded(Math.Exp(Quantiles.Of([.. predictions.Select(prediction => Math.Abs(error(prediction)))], share)) - 1);

    private static double Rounded(double value) => StoredNumbers.Round(value);

    private static (double Low, double High) Wilson(int count, int total)
    {
        const double Z = 1.96;
        var (n, share) = ((double)total, (double)count / total);
        var centre = (share + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var half = Z / (1 + (Z * Z / n)) * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4 * n * n)));
        return (centre - half, Math.Min(1, centre + half));
    }
}
