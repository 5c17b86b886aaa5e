namespace GpuBench.Reports.Comparing;

/// <summary>Rows with words of a newer version are set against nothing: how many a file has, and an example.</summary>
internal static class ForeignNotes
{
    /// <returns>One sentence for each file that has such rows.</returns>
    public static IEnumerable<string> Of(ComparedRuns runs) =>
        from run in runs.Later.Select(later => later.Run).Prepend(runs.First).DistinctBy(run => run.File)
        let foreign = run.Document.Foreign.Where(element => element.IsRow).ToList()
        where foreign.Count > 0
        select $"{run.File}: {foreign.Count} of {run.Document.Rows.Count + foreign.Count} rows are not compared, "
            + $"e.g. {foreign[0].Text("key")}: {foreign[0].Why}.";
}
