using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>The unit must suit the quantity. A schema does not find a bandwidth in TFLOP/s.</summary>
public sealed class UnitCheck : IFigureCheck
{
    public string Name => "every unit belongs to its quantity";

    public FigureCheckResult Run(CheckedData data) =>
        FigureCheckResult.Of(Name, "figures", data.Data.Figures, figure => Look(data, figure));

    private static IEnumerable<CheckFinding> Look(CheckedData data, PublishedFigure figure)
    {
        var allowed = QuantityUnits.Of(figure.Quantity);
        var si = PrintedUnit.Find(figure.Unit)?.Si;
        var fits = figure.Value is null ? allowed.Count == 0 : si is not null && allowed.Contains(si);
        if (!fits)
            yield return data.Finding(
                figure,
                $"{figure.Quantity} is stated in {figure.Unit ?? "words"}",
                $"state it in {(allowed.Count == 0 ? "words (text)" : string.Join(" or ", Printed(allowed)))}, or correct the quantity");
    }

    private static IEnumerable<string> Printed(IReadOnlyList<string> siUnits) =>
        PrintedUnit.All.Where(unit => siUnits.Contains(unit.Si)).Select(unit => unit.Name);
}

/// <summary>The units that a quantity may have.</summary>
public static class QuantityUnits
{
    private static readonly Dictionary<string, string[]> SiUnits = new()
    {
        [Quantities.PeakCompute] = ["FLOP/s", "OP/s"],
        ["peak-compute-throttled"] = ["FLOP/s", "OP/s"],
        [Quantities.PeakBandwidth] = ["B/s"],
        ["memory-bandwidth-model"] = ["B/s"],
        ["memory-capacity"] = ["B"],
        ["memory-usable"] = ["B"],
        ["memory-type"] = [],
        [Quantities.LinkPeak] = ["B/s"],
        ["interconnect-model"] = ["B/s"],
        ["tdp"] = ["W"],
        [Quantities.DieArea] = ["mm²"],
        ["process"] = [],
        ["release-date"] = [],
        [Quantities.Clock] = ["Hz"],
        ["core-count"] = ["core", "SM"],
        ["fp32-cores-per-sm"] = ["core"],
        [Quantities.CacheSize] = ["B"],
        ["mig-instances"] = [""],
        ["ridge-point"] = ["FLOP/B"],
        [Quantities.TotalProcessingPerformance] = ["TPP"],
        [Quantities.PerformanceDensity] = ["TPP/mm²"],
        ["power-measured"] = ["W"],
        ["tpp-achieved"] = ["TPP"],
        [Quantities.MatMul] = ["FLOP/s", "OP/s"],
        ["grouped-gemm-throughput"] = ["FLOP/s", "OP/s"],
        ["communication-fused-gemm-throughput"] = ["FLOP/s", "OP/s"],
        ["gemm-effective-bandwidth"] = ["B/s"],
        ["gemm-share-of-nominal"] = [""],
        [Quantities.Attention] = ["FLOP/s", "OP/s"],
        ["attention-forward-backward-throughput"] = ["FLOP/s", "OP/s"],
        ["attention-throughput-pass-unstated"] = ["FLOP/s", "OP/s"],
        ["attention-forward-time"] = ["s"],
        ["attention-decode-throughput"] = ["FLOP/s", "OP/s"],
        ["attention-sparse-decode-throughput"] = ["FLOP/s", "OP/s"],
        ["attention-sparse-prefill-throughput"] = ["FLOP/s", "OP/s"],
        ["attention-decode-bandwidth"] = ["B/s"],
        ["attention-decode-utilisation"] = [""],
        ["speedup"] = [""],
        [Quantities.Stream] = ["B/s"],
        ["kernel-effective-bandwidth"] = ["B/s"],
        ["model-effective-bandwidth"] = ["B/s"],
        [Quantities.Link] = ["B/s"],
        ["collective-time"] = ["s"],
        ["offline-throughput"] = ["token/s", "sample/s"],
        ["server-throughput"] = ["token/s", "query/s"],
        ["serving-throughput"] = ["token/s"],
        ["prefill-throughput"] = ["token/s"],
        ["decode-throughput"] = ["token/s"],
        ["time-per-output-token"] = ["s"],
        ["time-to-first-token"] = ["s"],
        ["request-time"] = ["s"],
        ["encoder-time"] = ["s"],
        ["image-time"] = ["s"],
        ["video-time"] = ["s"],
        ["image-throughput"] = ["image/s"],
        ["sequence-throughput"] = ["sequence/s"],
        ["training-throughput"] = ["token/s"],
        ["training-mfu"] = [""],
        ["energy-per-token"] = ["J/token"],
        ["relative-performance"] = [""],
    };

    /// <returns>SI units (<see cref="PrintedUnit.Si"/>); none if the quantity is stated in words.</returns>
    /// <exception cref="KeyNotFoundException">Not one of <see cref="Quantities.All"/>.</exception>
    public static IReadOnlyList<string> Of(string quantity) => SiUnits[quantity];
}
