namespace GpuBench.Publications.Figures;

/// <summary>
/// What makes two published figures statements about the same thing: the same product, the same task done by the same kind of
/// kernel in the same types, counted and timed alike. Such figures from different sources should agree.
/// </summary>
public static class FigureKey
{
    public static string Of(PublishedFigure figure) => string.Join(
        '|',
        figure.VariantId,
        figure.Count,
        figure.PowerCapWatts,
        figure.Platform,
        TaskOf(figure),
        figure.WorkloadWord("kernel"),
        figure.WorkloadWord("program"),
        figure.WorkloadWord("engine"),
        figure.WorkloadWord("engineVersion"),
        figure.WorkloadWord("engineOptions"),
        figure.WorkloadWord("backend"),
        figure.WorkloadWord("system"),
        figure.Method?.Statistic,
        figure.Method?.Regime,
        figure.Method?.Cache);

    /// <summary>The task alone, whatever device and program did it.</summary>
    public static string TaskOf(PublishedFigure figure) => string.Join(
        '|',
        figure.Quantity,
        PrintedUnit.Find(figure.Unit)?.Si,
        figure.Direction,
        figure.DType?.Input,
        figure.DType?.Accumulate,
        figure.DType?.Output,
        figure.Sparsity,
        figure.UnitClass,
        figure.FlopConvention,
        figure.WorkloadWord("kind"),
        string.Join(',', WorkloadTask.FieldsOf(figure.Workload).Select(field => $"{field.Key}={field.Value}")));
}
