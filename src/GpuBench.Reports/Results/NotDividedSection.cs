using GpuBench.Measuring.Results;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>Why a cell is empty: the nearest published figure, and what was in its way.</summary>
internal static class NotDividedSection
{
    /// <returns>Null where every row was divided.</returns>
    public static Section? Of(ResultDocument document)
    {
        var refusals =
            from row in document.Rows
            from comparison in row.Comparisons
            where comparison.Refused is not null
            group comparison by PointText.Of(row);
        var table = new Table(new("workload", Wraps: true), new("why", Wraps: true));
        foreach (var task in refusals)
            table.Add(task.Key, string.Join("; ", Reasons(task)));
        return table.Rows.Count == 0 ? null : new("Not divided", table);
    }

    /// <summary>One reason that several accelerators share is said once.</summary>
    private static IEnumerable<string> Reasons(IEnumerable<RowComparison> comparisons) => comparisons
        .GroupBy(comparison => comparison.Why)
        .Select(reason => $"{string.Join(", ", reason.Select(comparison => comparison.Against).Distinct())}: {reason.Key}");
}
