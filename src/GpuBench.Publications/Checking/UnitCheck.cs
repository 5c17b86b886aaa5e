using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>A bandwidth in TFLOP/s is a slip of the pen that no schema sees.</summary>
public sealed class UnitCheck : IFigureCheck
{
    public string Name => "every unit belongs to its quantity";

    public CheckResult Run(CheckedData data) => CheckResult.Of(Name, "figures", data.Data.Figures, figure => Look(data, figure));

    private static IEnumerable<CheckFinding> Look(CheckedData data, PublishedFigure figure)
    {
        var allowed = QuantityUnits.Of(figure.Quantity);
        var si = PrintedUnit.Find(figure.Unit)?.Si;
        var fits = figure.Value is null ? allowed.Count == 0 : si is not null && allowed.Contains(si);
        if (!fits)
            yield return data.Finding(
                figure,
                $"{figure.Quantity} in {figure.Unit ?? "words"}",
                $"state it in {(allowed.Count == 0 ? "words (text)" : string.Join(" or ", Printed(allowed)))}, or correct the quantity");
    }

    private static IEnumerable<string> Printed(IReadOnlyList<string> siUnits) =>
        PrintedUnit.All.Where(unit => siUnits.Contains(unit.Si)).Select(unit => unit.Name);
}
