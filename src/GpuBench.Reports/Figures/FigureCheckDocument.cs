using GpuBench.Publications.Checking;
using GpuBench.Publications.Figures;

namespace GpuBench.Reports.Figures;

/// <summary>What <c>figures check --json</c> writes.</summary>
public sealed record FigureCheckDocument(
    int SchemaVersion,
    IReadOnlyList<CheckResult> Checks,
    IReadOnlyList<DisagreementRange> Disagreements,
    IReadOnlyList<UnusableFigure> Unstructured,
    IReadOnlyList<UnusableFigure> Recalled)
{
    public static FigureCheckDocument Of(CheckedData data, IReadOnlyList<CheckResult> results) => new(
        1,
        results,
        [.. data.Data.Disagreements.Select(entry => DisagreementRange.Of(entry, data)).OfType<DisagreementRange>()],
        Where(data, figure => figure.UnstructuredBecause),
        Where(data, RecalledBecause));

    private static UnusableFigure[] Where(CheckedData data, Func<PublishedFigure, string?> reasonOf) =>
    [
        .. from figure in data.Data.Figures
           let reason = reasonOf(figure)
           where reason is not null
           select new UnusableFigure(figure.Id, figure.Source, reason),
    ];

    private static string? RecalledBecause(PublishedFigure figure)
    {
        if (figure.Confidence != "recalled")
            return null;
        return figure.Inputs.Count > 0 ? "rests on a recalled figure" : "its source was not opened";
    }
}
