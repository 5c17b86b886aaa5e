using GpuBench.Measuring.Trials;

namespace GpuBench.Reports.Comparing;

/// <summary>Short names for the rows of a table, as long as they must be to tell the rows apart.</summary>
internal static class TaskNames
{
    public static IReadOnlyList<RunComparison> Distinct(IReadOnlyList<RunComparison> rows) => Lengthen(
        Lengthen(rows, row => $"{row.Workload} {row.Point} {row.DType} {new Conditions(row.Cache, row.Regime, row.Launch)}"),
        row => $"{row.Task} {row.Kernel ?? row.LaterKernel} {row.Key}");

    private static IReadOnlyList<RunComparison> Lengthen(IReadOnlyList<RunComparison> rows, Func<RunComparison, string> longer)
    {
        var counts = rows.CountBy(Cells).ToDictionary();
        return [.. rows.Select(row => counts[Cells(row)] == 1 ? row : row with { Task = longer(row) })];
    }

    private static (string, string?, string?, string, LaunchMode) Cells(RunComparison row) =>
        (row.Engine, row.Device, row.LaterDevice, row.Task, row.Launch);
}
