namespace GpuBench.Publications.Figures;

/// <summary>
/// Key of what a published figure states: the product, the task, the kind of kernel, the types, how operations were counted and how
/// they were timed. Figures with the same key from different sources should agree.
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
        figure.Method?.Cache,
        figure.Method?.Timing);

    /// <summary>The task only, without device and program.</summary>
    public static string TaskOf(PublishedFigure figure) => string.Join(
        '|',
        figure.Quantity,
        PrintedUnit.Find(figure.Unit)?.Si,
        figure.Direction,
        figure.DType?.Input,
        figure.DType?.Weights,
        figure.DType?.Accumulate,
        figure.DType?.Output,
        figure.DType?.Printed,
        figure.Sparsity,
        figure.HardwareUnit,
        figure.FlopConvention,
        figure.WorkloadWord("kind"),
        string.Join(',', WorkloadTask.FieldsOf(figure.Workload).Select(field => $"{field.Key}={field.Value}")));
}
