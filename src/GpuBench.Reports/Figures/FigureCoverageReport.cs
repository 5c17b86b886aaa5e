using System.Globalization;
using System.Text.Json;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Coverage;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>How many rows of a suite would have a ratio to a published figure, by class of rows and accelerator.</summary>
public static class FigureCoverageReport
{
    /// <param name="suite">The word of the suite.</param>
    /// <param name="assumptions">What the device is assumed to be, in sentences of at most 95 characters.</param>
    public static Report Of(SuiteCoverage coverage, string suite, IReadOnlyList<string> assumptions, AcceleratorNames names)
    {
        var document = CoverageDocument.Of(coverage, suite, assumptions, names);
        ReportText Text() => new(Notes(document), [.. Sections(coverage, document, names)], []);
        // The short form is the same text, so that it fits in 100 columns in a pipe, too.
        return new(
            Text, () => Flat(document), () => JsonSerializer.Serialize(document, FiguresJson.Default.CoverageDocument) + "\n", Text);
    }

    private static IReadOnlyList<string> Notes(CoverageDocument document) =>
    [
        $"Rows of the suite {document.Suite} that would have a ratio to a published figure.",
        .. document.Assumptions,
        $"Figures are those that 'compare' uses for {List(document.Targets.Select(target => $"{target.Accelerator}-{target.Variant}"))}.",
        "Reached: the ratio is like, convertible, or a bound (≥) by a measured figure.",
        "Weaker, not reached: a range, a known difference, or an upper bound.",
        "Neither: a bound by a nominal peak (p), or a figure scaled from another variant (s).",
    ];

    private static IEnumerable<Section> Sections(SuiteCoverage coverage, CoverageDocument document, AcceleratorNames names)
    {
        yield return Counts(document);
        var missing = Missing(coverage, names);
        if (missing.Rows.Count > 0)
            yield return new("Not reached: the figure that is missing", missing);
        if (document.NotCounted.Count > 0)
            yield return NotCounted(document);
    }

    private static Section Counts(CoverageDocument document)
    {
        var table = new Table(
            [
                new("class"), new("rows", true),
                .. document.Targets.SelectMany(target => new Column[] { new(target.Name, true), new("weaker", true) }),
            ])
        { IsDense = true };
        foreach (var one in document.Classes)
            table.Add(
                [
                    one.Name, Count(one.Rows),
                    .. one.Against.SelectMany(cell => new[] { Share(cell.Reached, one.Rows), Count(cell.Weaker) }),
                ]);
        table.Add(
            [
                "all classes", Count(document.Rows),
                .. document.Targets.SelectMany(target => new[] { Share(target.Reached, document.Rows), Count(target.Weaker) }),
            ]);
        return new("Rows with a ratio", table) { Notes = [.. CountNotes(document)] };
    }

    private static IEnumerable<string> CountNotes(CoverageDocument document)
    {
        yield return $"Any of the {Number(document.Targets.Count)}: {document.ReachedAny} of {document.Rows} rows"
            + $"{(document.Rows == 0 ? "" : $", {Percent(document.ReachedAny, document.Rows)}")}.";
        yield return $"Classes reached, of {document.ClassesWithRows} with rows: "
            + $"{List(document.Targets.Select(target => $"{target.Name} {target.ReachedClasses}"))}.";
        var elsewhere = document.Targets.Where(target => target.Elsewhere > 0).ToList();
        if (elsewhere.Count > 0)
            yield return "Further rows that reach only a figure of another variant: "
                + $"{List(elsewhere.Select(target => $"{target.Accelerator} {Count(target.Elsewhere)}"))}.";
    }

    private static Table Missing(SuiteCoverage coverage, AcceleratorNames names)
    {
        var table = new Table(new("class"), new("against"), new("missing", Wraps: true)) { IsDense = true };
        var cells =
            from one in coverage.Classes
            from target in one.Against
            where target.Missing is not null
            group names.Short(target.Target) by (one.Class.Name, Missing: CoverageText.Missing(one, target, target.Missing!));
        // Accelerators that miss a class for the same reason share a line.
        foreach (var same in cells)
            table.Add(same.Key.Name, string.Join(", ", same), same.Key.Missing);
        return table;
    }

    private static Section NotCounted(CoverageDocument document)
    {
        var table = new Table(new("workload"), new("rows", true), new("why it is in no class", Wraps: true)) { IsDense = true };
        foreach (var rows in document.NotCounted)
            table.Add(rows.Workload, Count(rows.Rows), rows.Reason);
        return new("Not counted", table);
    }

    private static Table Flat(CoverageDocument document)
    {
        var table = Table.Flat(
            "suite", "class", "rows", "reachedAny", "accelerator", "variant", "reached", "weaker", "elsewhere", "missing", "nearest");
        foreach (var one in document.Classes)
            foreach (var (target, cell) in document.Targets.Zip(one.Against))
                table.Add(
                    document.Suite, one.Name, FlatText.Of(one.Rows), FlatText.Of(one.ReachedAny), target.Accelerator, target.Variant,
                    FlatText.Of(cell.Reached), FlatText.Of(cell.Weaker), FlatText.Of(cell.Elsewhere), cell.Missing ?? "",
                    cell.Nearest ?? "");
        foreach (var rows in document.NotCounted)
            table.Add(document.Suite, rows.Workload, FlatText.Of(rows.Rows), "", "", "", "", "", "", rows.Reason, "");
        return table;
    }

    /// <returns>E.g. <c>24/45 53 %</c>; a dash if the suite has no row.</returns>
    private static string Share(int reached, int rows) => rows == 0 ? "–" : $"{reached}/{rows} {Percent(reached, rows),5}";

    private static string Percent(int reached, int rows) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * reached / rows:F0} %");

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Number(int count) => count == 3 ? "three" : Count(count);

    private static string List(IEnumerable<string> words) => string.Join(", ", words);
}
