using GpuBench.Publications.Normalising;

namespace GpuBench.Reports.Figures;

/// <summary>One side of a pair, in SI units.</summary>
public sealed record PairSide(string Id, string Accelerator, string Variant, double Value, double Low, double High, string Source)
{
    public static PairSide Of(Observation side) => new(
        side.Id, side.Variant!.Value.Accelerator, side.Variant.Value.Variant, side.Value, side.Interval.Low, side.Interval.High, side.Source!);
}
