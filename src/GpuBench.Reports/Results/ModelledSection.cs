using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Projecting.Validating;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>Ratios to modelled times, counted by law, with its errors. They stand apart from ratios to measured figures.</summary>
internal static class ModelledSection
{
    /// <returns>Null if no ratio is modelled.</returns>
    public static Section? Of(ResultDocument document, ResultNormalizer normalizer)
    {
        var names = normalizer.Against.Select(normalizer.Normalizer.Names.Short).ToList();
        var modelled = document.Rows
            .SelectMany(row => row.Comparisons.Select((comparison, index) => (Key: row.Key, comparison.Projection, Against: names[index])))
            .Where(cell => cell.Projection is not null).ToList();
        if (modelled.Count == 0)
            return null;
        var table = new Table(
            new("law"), new("assumed there", Wraps: true), new("learnt from", Wraps: true), new("against", Wraps: true), new("rows", true),
            new("error\nmedian", true), new("error\n90 %", true))
        { IsDense = true };
        var groups =
            from cell in modelled
            group cell by (cell.Projection!.Class, cell.Projection.Engine, cell.Projection.Question, cell.Against) into cells
            // Accelerators of the same rows share a line.
            group cells by (cells.Key.Class, cells.Key.Engine, cells.Key.Question, Rows: string.Join('\n', cells.Select(cell => cell.Key)))
                into accelerators
            select accelerators;
        foreach (var group in groups)
        {
            var question = Find(group.Key.Question);
            var errors = question is { } known ? normalizer.Normalizer.Validation?.Find(group.Key.Class, known) : null;
            table.Add(
                group.Key.Class, group.Key.Engine ?? "", question is { } asked ? QuestionWords.Of(asked) : group.Key.Question,
                string.Join(", ", group.Select(cells => cells.Key.Against)), Count(group.First().Count()),
                Factor(errors?.MedianError), Factor(errors?.Error90));
        }
        var all = document.Rows.Sum(row => row.Comparisons.Count);
        return new(string.Create(CultureInfo.InvariantCulture, $"Modelled: {modelled.Count} of {all} ratios"), table)
        {
            Notes =
            [
                "Nobody measured the time there: a law learnt from published figures gives it (results/METHOD.md, Projections). "
                + "Errors: of figures that the law did not see.",
            ],
        };
    }

    private static Question? Find(string word) =>
        Enum.GetValues<Question>().Cast<Question?>().FirstOrDefault(question => question!.Value.Text() == word);

    private static string Factor(double? error) =>
        error is { } known ? string.Create(CultureInfo.InvariantCulture, $"×÷{1 + known:0.00}") : "";

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
