using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;

namespace GpuBench.Publications.Normalising.Limits;

/// <summary>No copy between devices is faster than their link in one direction.</summary>
internal sealed class LinkLimit(NominalFigures nominal)
{
    public static bool AppliesTo(ResultRow row) => row.Unit == UnitClass.Link && row.Work.Bytes > 0;

    /// <returns>The limit, or why there is none.</returns>
    public (NominalLimit? Limit, string? WhyNone) Of(LimitedRow on)
    {
        var row = on.Row;
        if (!row.Point.Has("direction") || row.Point.Word("direction") != "d2d")
            return (null, "no nominal rate of the link to its host is known");
        if (nominal.HighestLink(on.Product) is not { } link)
            return (null, "no nominal rate of its link to other devices is known");
        var countsBoth = link.Task.GetValueOrDefault("direction") == "bidirectional";
        return (new(
            "link",
            row.Work.Bytes * on.LaunchesPerSecond,
            countsBoth ? link.Value / 2 : link.Value,
            NominalLimit.Tolerance,
            link,
            countsBoth
                ? $"half of the nominal {NominalLimit.Text(link.Value, link.SiUnit)} of its link in both directions"
                : "the nominal rate of its link"), null);
    }
}
