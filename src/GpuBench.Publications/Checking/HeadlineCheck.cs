using GpuBench.Publications.Headline;

namespace GpuBench.Publications.Checking;

/// <summary>The headline table is divided cell by cell: a figure that is missing would break it.</summary>
public sealed class HeadlineCheck : IFigureCheck
{
    private const string File = "headline.json";

    public string Name => "figures of the headline table exist and are numbers";

    public CheckResult Run(CheckedData data) => CheckResult.Of(
        Name,
        "cells' figures",
        (data.Headline?.Rows ?? []).SelectMany(row => Named(row).Select(figure => (row.Label, figure.Id))),
        named => Look(data, named.Label, named.Id));

    private static IEnumerable<HeadlineFigure> Named(HeadlineRow row) =>
        [.. row.H100.Figures, .. row.H20.Figures, .. row.Ascend910B.Figures];

    private static IEnumerable<CheckFinding> Look(CheckedData data, string label, string id)
    {
        if (data.Data.Find(id) is not { } figure)
            yield return new(File, id, $"'{label}' names a figure that does not exist", "correct the id");
        else if (figure.Value is null)
            yield return new(File, id, $"'{label}' names a figure without a number", "name another");
    }
}
