using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Reports.Figures;

/// <summary>The order of quantities in reports: what decides about inference first.</summary>
internal static class QuantityOrder
{
    private static readonly IReadOnlyList<string> First =
    [
        Quantities.PeakCompute, Quantities.PeakBandwidth, Quantities.MemoryCapacity, Quantities.LinkPeak, Quantities.BoardPower,
        "serving-throughput", "offline-throughput", "server-throughput", "decode-throughput", "time-per-output-token",
        "prefill-throughput", "time-to-first-token", Quantities.MatMul, Quantities.Attention, "attention-decode-throughput",
        Quantities.Stream, Quantities.Link, "image-time", "video-time",
    ];

    private static readonly Dictionary<string, int> Ranks =
        First.Concat(Quantities.All.Select(quantity => quantity.Name)).Distinct().Index()
            .ToDictionary(entry => entry.Item, entry => entry.Index);

    public static int RankOf(string quantity) => Ranks[quantity];

    /// <summary>Measured quantities in order of their weight, each with its pairs.</summary>
    public static IReadOnlyList<IGrouping<string, Comparison>> Measured(IEnumerable<Comparison> pairs) =>
        [.. ByQuantity(pairs.Where(pair => !pair.Numerator.Quantity.IsNominal))];

    /// <summary>Nominal figures in order of their weight.</summary>
    public static IReadOnlyList<Comparison> Nominal(IEnumerable<Comparison> pairs) =>
        [.. ByQuantity(pairs.Where(pair => pair.Numerator.Quantity.IsNominal)).SelectMany(group => group)];

    private static IEnumerable<IGrouping<string, Comparison>> ByQuantity(IEnumerable<Comparison> pairs) =>
        pairs.GroupBy(pair => pair.Numerator.Quantity.Name).OrderBy(group => RankOf(group.Key));
}
