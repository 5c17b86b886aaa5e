using System.Globalization;
using System.Text.Json;
using GpuBench.Measuring;
using GpuBench.Publications.Projecting.Model;
using GpuBench.Publications.Projecting.Validating;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>How well projections predict published figures that their laws did not see.</summary>
public static class FigureValidationReport
{
    /// <param name="shown">Predictions to show one by one.</param>
    /// <param name="differences">What differs from the stored files, in sentences.</param>
    public static Report Of(
        ValidationTable table, ProjectionModel model, IReadOnlyList<LeftOut> shown, IReadOnlyList<string> differences)
    {
        var document = ValidationDocument.Of(table, model, shown, differences);
        ReportText Text() => new(Notes, [.. Sections(document)], [.. Closing(document)]);
        return new(
            Text, () => Flat(document), () => JsonSerializer.Serialize(document, FiguresJson.Default.ValidationDocument) + "\n", Text);
    }

    private static IReadOnlyList<string> Notes { get; } =
    [
        "Each figure is predicted by a law that was learnt without it, and without all figures of its",
        "size, its publication, its accelerator (with its export version) or its family.",
        "median, 90 %, worst: errors as factors. 20 % means that both times differ by a factor of 1.2.",
        "covered: share of the figures in their 90 % intervals, with the binomial interval of that share.",
        "×÷: median half width of the intervals. given: figures whose interval is narrow enough for a",
        "projection (at most 4 from end to end). roof: errors of the nominal roof × one constant.",
    ];

    private static IEnumerable<Section> Sections(ValidationDocument document)
    {
        foreach (var question in document.Rows.GroupBy(row => row.Question))
            yield return Errors(question.Key, [.. question]);
        if (document.Shown.Count > 0)
            yield return Shown(document.Shown);
        yield return Learnt(document.Laws);
    }

    private static Section Errors(Question question, IReadOnlyList<ValidationRow> rows)
    {
        var table = new Table(
            new("class"), new("figures", true), new("median", true), new("90 %", true), new("worst", true), new("covered", true),
            new("×÷", true), new("given", true), new("roof: median", true), new("90 %", true))
        { IsDense = true };
        foreach (var row in rows)
        {
            table.Add(
                row.Subset is null ? row.Class : $"  {row.Subset}",
                $"{row.Figures} in {row.Folds}", Error(row.MedianError), Error(row.Error90), Error(row.WorstError),
                Covered(row),
                row.HalfWidth.ToString("0.00", CultureInfo.InvariantCulture), row.Given.ToString(CultureInfo.InvariantCulture),
                Error(row.BaselineMedianError), Error(row.BaselineError90));
        }
        return new(Title(question), table)
        {
            Notes = rows.Any(row => row.Widening > 1)
                ? ["w: the class or a part of it covers too little, so a projection gets a wider interval than here."]
                : [],
        };
    }

    private static string Title(Question question) => question switch
    {
        Question.Size => "Another size, on a known product and from a known publication",
        Question.Publication => "Another publication, on a product that others measured",
        Question.Accelerator => "Another accelerator, from its nominal peaks alone",
        _ => "Another family, from its nominal peaks alone",
    };

    private static Section Shown(IReadOnlyList<ShownPrediction> shown)
    {
        var table = new Table(
            new("figure", Wraps: true), new("published", true), new("predicted", true), new("×÷", true), new("ratio", true))
        { IsDense = true };
        foreach (var one in shown)
            table.Add(
                one.Figure, Seconds(one.PublishedSeconds), Seconds(one.PredictedSeconds), Number(one.HalfWidth),
                $"{Number(one.PredictedSeconds / one.PublishedSeconds)}{(one.IsCovered ? "" : " x")}");
        return new("Predicted without the accelerator, beside the published times", table)
        {
            Notes = ["x: outside its interval. Times of a stream are those of 1 GB."],
        };
    }

    private static Section Learnt(IReadOnlyList<LawEntry> laws)
    {
        var table = new Table(new("law"), new("coefficient"), new("value", true), new("figures", true), new("meaning", Wraps: true))
        { IsDense = true };
        foreach (var law in laws)
            foreach (var coefficient in law.Coefficients)
                table.Add(
                    law.Law, coefficient.Name, coefficient.Value.ToString("G4", CultureInfo.InvariantCulture),
                    coefficient.Figures.ToString(CultureInfo.InvariantCulture), coefficient.Meaning);
        return new("What was learnt", table);
    }

    private static IEnumerable<string> Closing(ValidationDocument document)
    {
        foreach (var law in document.Laws)
            yield return $"{law.Law}: {law.Figures} figures, and {law.NotUsed.Values.Sum()} of its kind that it cannot use.";
        foreach (var difference in document.Differences)
            yield return $"not as stored: {difference}";
        if (document.Differences.Count > 0)
            yield return "Run 'figures validate --data results --write' if the figures or the laws were changed on purpose.";
    }

    private static Table Flat(ValidationDocument document)
    {
        var table = new Table(
            new("class"), new("subset"), new("question"), new("figures", true), new("folds", true), new("median error", true),
            new("error 90", true), new("worst error", true), new("worst figure"), new("coverage", true), new("coverage low", true),
            new("coverage high", true), new("half width", true), new("widening", true), new("given", true), new("given coverage", true),
            new("baseline median error", true),
            new("baseline error 90", true));
        foreach (var row in document.Rows)
            table.Add(
                row.Class, row.Subset ?? "", row.Question.Text(), Raw(row.Figures), Raw(row.Folds), Raw(row.MedianError), Raw(row.Error90),
                Raw(row.WorstError), row.WorstFigure, Raw(row.Coverage), Raw(row.CoverageLow), Raw(row.CoverageHigh), Raw(row.HalfWidth),
                Raw(row.Widening), Raw(row.Given), row.GivenCoverage is { } inside ? Raw(inside) : "",
                Raw(row.BaselineMedianError), Raw(row.BaselineError90));
        return table;
    }

    private static string Covered(ValidationRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{100 * row.Coverage:0} % ({100 * row.CoverageLow:0}…{100 * row.CoverageHigh:0})")
        + (row.Widening > 1 && row.Subset is null ? " w" : "");

    private static string Raw(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Error(double error) => string.Create(CultureInfo.InvariantCulture, $"{100 * error:0} %");

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds switch
    {
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:G4} µs"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:G4} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:G4} s"),
    };
}
