using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;

namespace GpuBench.Reports.Figures;

/// <summary>One published figure for programs.</summary>
/// <param name="Value">In <paramref name="SiUnit"/>; null where the source prints words.</param>
/// <param name="Printed">As the source prints it, with its unit.</param>
/// <param name="UnstructuredBecause">What the source leaves out; null where a repetition has all it needs.</param>
public sealed record FigureEntry(
    string Id, string Accelerator, string Variant, int Count, string Quantity, double? Value, string? SiUnit, string Printed, string? DType,
    string? Sparsity, string? UnitClass, string? Kind, IReadOnlyDictionary<string, string> Task, string? Kernel, int Tier, string Confidence,
    string Source, string? UnstructuredBecause)
{
    public static FigureEntry Of(PublishedFigure figure, PublishedData data)
    {
        var unit = PrintedUnit.Find(figure.Unit);
        return new(
            figure.Id, figure.Accelerator, figure.Variant, figure.Count, figure.Quantity, figure.Value * unit?.Factor, unit?.Si,
            FigureText.Value(figure), figure.DType?.Input, figure.Sparsity, figure.UnitClass, figure.WorkloadWord("kind"),
            WorkloadTask.FieldsOf(figure.Workload), figure.WorkloadWord("kernel"), data.SourceOf(figure).Tier, figure.Confidence,
            figure.Source, figure.UnstructuredBecause);
    }
}
