using System.Globalization;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>The check as one table for spreadsheets: a row is a check, a finding, a range, or a figure that is never divided.</summary>
internal static class FigureCheckRows
{
    public static Table Of(FigureCheckDocument document)
    {
        var table = new Table(
            new("kind"), new("name"), new("file"), new("figure"), new("count"), new("findings"), new("low"), new("high"), new("unit"), new("what"), new("because"));
        foreach (var check in document.Checks)
        {
            table.Add("check", check.Name, "", "", Text(check.Count), Text(check.Findings.Count), "", "", "", check.Subjects, "");
            foreach (var finding in check.Findings)
                table.Add("finding", check.Name, finding.File, finding.Figure ?? "", "", "", "", "", "", finding.What, finding.Cure);
        }
        foreach (var range in document.Disagreements)
            table.Add(
                "disagreement", range.Topic, "", range.Preferred ?? "", Text(range.Figures.Count), "",
                Text(range.Low), Text(range.High), range.Unit, range.ValuesWithSources(), range.Because);
        Add(table, "unstructured", document.Unstructured);
        Add(table, "recalled", document.Recalled);
        return table;
    }

    private static void Add(Table table, string kind, IReadOnlyList<UnusableFigure> figures)
    {
        foreach (var figure in figures)
            table.Add(kind, figure.Source, "", figure.Id, "", "", "", "", "", "", figure.Because);
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
