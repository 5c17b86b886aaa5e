using System.Globalization;
using GpuBench.PtxInterpreter.Calibration.Running;

namespace GpuBench.PtxInterpreter.Calibration.Reporting;

/// <summary>The report as text: one row for each family, then each difference.</summary>
internal static class CalibrationTable
{
    private const int ListedDifferences = 40;

    public static void Write(CalibrationReport report, TextWriter to)
    {
        to.WriteLine(Row("family", "cases", "device ok", "not", "no run", "machine ok", "not", "unequal bytes"));
        foreach (var family in report.Cases.GroupBy(c => c.Family, StringComparer.Ordinal))
            to.WriteLine(Row(family.Key, [.. family]));
        to.WriteLine(Row("all", report.Cases));

        var differences = report.Cases.Where(c => c.Differs).ToArray();
        foreach (var difference in differences.Take(ListedDifferences))
        {
            to.WriteLine();
            to.WriteLine($"{difference.Family}: {difference.Name} ({difference.Section})");
            WriteSide("device", difference.Device, to);
            WriteSide("machine", difference.Machine, to);
        }

        if (differences.Length > ListedDifferences)
            to.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"\n... and {differences.Length - ListedDifferences} more; --out writes them all"));
    }

    private static void WriteSide(string side, SideRecord record, TextWriter to) =>
        to.WriteLine($"  {side}: {(record.AsExpected ? "as expected" : record.Details)}");

    private static string Row(string family, IReadOnlyList<CaseRecord> cases) => Row(
        family,
        Text(cases.Count),
        Text(cases.Count(c => c.Device.AsExpected)),
        Text(cases.Count(c => c.Device.Differs)),
        Text(cases.Count(c => c.Device.Status == CaseStatus.NotRun)),
        Text(cases.Count(c => c.Machine.AsExpected)),
        Text(cases.Count(c => c.Machine.Differs)),
        Text(cases.Sum(c => c.UnequalBytes ?? 0)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Row(params ReadOnlySpan<string> columns)
    {
        var line = columns[0].PadRight(28);
        foreach (var column in columns[1..])
            line += column.PadLeft(Math.Max(8, column.Length + 2));
        return line;
    }
}
