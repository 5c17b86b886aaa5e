using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results.FirstScreen;

/// <summary>The lines of one device in columns of at most <see cref="SummaryLine.MaxWidth"/> characters together.</summary>
internal static class ClassTable
{
    /// <returns>The titles, a line for each class, and the accelerators for which there is no room.</returns>
    public static IReadOnlyList<SummaryLine> Of(IReadOnlyList<ClassLine> lines, ResultNormalizer normalizer)
    {
        var all = normalizer.Against.Count;
        var layout =
            from shown in Enumerable.Range(0, all + 1).Reverse()
            from spaces in ((int Gap, string Glue)[])[(2, " "), (1, " "), (1, "")]
            select (shown, lines: InColumns(Columns(lines, normalizer, shown, spaces.Glue), new string(' ', spaces.Gap)));
        var fitting = layout.First(one => one.shown == 0 || one.lines.All(line => line.Length <= SummaryLine.MaxWidth));
        return
        [
            .. fitting.lines.Select(line => new SummaryLine(line)),
            .. fitting.shown == all ? [] : new[] { new SummaryLine(NoRoomFor(normalizer, fitting.shown)) },
        ];
    }

    private static string NoRoomFor(ResultNormalizer normalizer, int shown) =>
        $"No room here for {string.Join(", ", normalizer.Against.Skip(shown).Select(normalizer.Normalizer.Names.Short))}: "
        + "see the tables below.";

    /// <summary>Each column with its title. The share of the peak has no column if no line has one.</summary>
    private static IReadOnlyList<(bool RightAligned, IReadOnlyList<string> Cells)> Columns(
        IReadOnlyList<ClassLine> lines, ResultNormalizer normalizer, int shown, string glue)
    {
        var shares = lines.Select(line => line.ShareOf(normalizer) is { } share ? Percent(share) : "").ToList();
        return
        [
            (false, ["", .. lines.Select(line => line.Label)]),
            (true, ["value", .. lines.Select(ValueOf)]),
            .. shares.All(share => share.Length == 0) ? [] : new[] { (true, (IReadOnlyList<string>)["peak", .. shares]) },
            .. normalizer.Against.Take(shown).Select((variant, index) => (false, (IReadOnlyList<string>)
                [normalizer.Normalizer.Names.Short(variant), .. lines.Select(line => RatioOf(line, index, glue))])),
            (true, ["n", .. lines.Select(line => line.RowCount.ToString(CultureInfo.InvariantCulture))]),
        ];
    }

    private static IReadOnlyList<string> InColumns(IReadOnlyList<(bool RightAligned, IReadOnlyList<string> Cells)> columns, string gap)
    {
        var widths = columns.Select(column => column.Cells.Max(cell => cell.Length)).ToList();
        return
        [
            .. from row in Enumerable.Range(0, columns[0].Cells.Count)
               select string.Join(gap, columns.Zip(widths, (column, width) => column.RightAligned
                   ? column.Cells[row].PadLeft(width)
                   : column.Cells[row].PadRight(width))).TrimEnd(),
        ];
    }

    private static string ValueOf(ClassLine line) => Quantity.Format(line.Row.Median!.Value, line.Row.ValueUnit.Text())
        .Replace("token/s", "tok/s", StringComparison.Ordinal);

    private static string RatioOf(ClassLine line, int index, string glue) =>
        index < line.Row.Comparisons.Count ? ShortRatio.Of(line.Row.Comparisons[index], glue) : "";

    private static string Percent(double share) => Quantity.Percent(share).Replace(" ", "", StringComparison.Ordinal);
}
