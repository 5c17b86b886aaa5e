using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Formatting;

namespace GpuBench.Reports.Figures;

/// <summary>A line of the summary of two products.</summary>
/// <param name="Topic">E.g. <c>memory bandwidth</c>.</param>
/// <param name="Low">From the lowest end of the pairs' intervals; null without a pair, as <paramref name="High"/>.</param>
/// <param name="Ratio">In words, e.g. <c>0.150</c>, or what is missing.</param>
/// <param name="Verdict">Every verdict of the pairs; empty without a pair.</param>
/// <param name="Figures">The figures behind it, or how many each side has.</param>
public sealed record SummaryLine(string Topic, string Ratio, double? Low, double? High, string Verdict, int Pairs, string Figures);

/// <summary>What an analyst asks first: compute, memory, links and power as specified; then the work of inference as measured.</summary>
internal static class PublishedSummary
{
    internal const string Explanation =
        "The first five are nominal; matrix compute is dense. Like decoding: streams, attention to a cache, kernels measured in bytes. "
        + "Like prefill: matrix products and attention in at most 16 bits. Other models: images, video, speech, recommendation. "
        + "Quoted: said by a source, neither measured nor divided.";

    private const string NoPair = "none divides";

    private const string LanguageModels = "language models";

    private const string NoLanguageModel = "no LLM pair is published";

    private static readonly string[] Decode =
    [
        Quantities.Stream, "attention-decode-throughput", "attention-decode-bandwidth", "attention-sparse-decode-throughput",
        "gemm-effective-bandwidth", "kernel-effective-bandwidth",
    ];

    private static readonly string[] Prefill =
    [
        Quantities.MatMul, Quantities.Attention, "attention-forward-time", "attention-sparse-prefill-throughput", "grouped-gemm-throughput",
    ];

    private static readonly (string Topic, Func<Observation, bool> Covers)[] Topics =
    [
        ("matrix compute", side => side is { Quantity.Name: Quantities.PeakCompute, HardwareUnit: "tensor", Sparsity: null or "dense" }),
        ("memory bandwidth", side => side.Quantity.Name == Quantities.PeakBandwidth),
        ("memory", side => side.Quantity.Name == Quantities.MemoryCapacity),
        ("interconnect", side => side.Quantity.Name == Quantities.LinkPeak),
        ("board power", side => side.Quantity.Name == Quantities.BoardPower),
        ("like decoding", side => Decode.Contains(side.Quantity.Name)),
        (
            "like prefill",
            side => Prefill.Contains(side.Quantity.Name)
                && side is { HardwareUnit: "tensor", DType.Input: not ("fp32" or "tf32" or "hf32") }),
        (LanguageModels, WorkTopics.IsSpeedOfLanguageModel),
        ("energy per token", WorkTopics.IsEnergyOfLanguageModel),
        ("other models", WorkTopics.IsOtherModel),
    ];

    /// <returns>The lines, and the topics of which neither side has a figure.</returns>
    public static (IReadOnlyList<SummaryLine> Lines, IReadOnlyList<string> Unpublished) Of(
        PublishedComparison comparison, PairLayout layout)
    {
        var data = layout.Normalizer.Data;
        var selected = comparison.Figures.Numerators.OfEveryVariant.Concat(comparison.Figures.Denominators.OfEveryVariant).ToList();
        var topics = Topics.ToLookup(topic => selected.Any(topic.Covers));
        return (
            [.. topics[true].Select(topic => Line(topic.Topic, topic.Covers)), .. Quoted()],
            [.. topics[false].Select(topic => topic.Topic)]);

        SummaryLine Line(string topic, Func<Observation, bool> covers)
        {
            List<Comparison> all = [.. comparison.Pairs.Where(pair => covers(pair.Numerator) && covers(pair.Denominator))];
            if (all.Count == 0)
                return new(topic, NoPair, null, null, "", 0, Published(topic, covers));
            // A figure of any variant has a wide interval, and would decide the range alone.
            var stated = all.Where(pair => !IsOfUnstated(pair)).ToList();
            var pairs = stated.Count > 0 ? stated : all;
            var hull = FigurePairs.Hull(pairs)!.Value;
            return new(
                topic, RatioText.OfAll(pairs), hull.Low, hull.High, VerdictWords.Of(pairs), pairs.Count,
                Behind(topic, pairs, all.Count - pairs.Count));
        }

        // Of one pair the values, of several the types. The figures of language models are of many quantities, which are named.
        string Behind(string topic, IReadOnlyList<Comparison> pairs, int others)
        {
            string?[] parts =
            [
                topic == LanguageModels ? string.Join(", ", pairs.Select(pair => pair.Numerator.Quantity.Name).Distinct()) : null,
                pairs is [var pair]
                    ? $"{Value(pair.Numerator)} ÷ {Value(pair.Denominator)}{Variants(pair)}"
                    : string.Join(", ", pairs.Select(FigureText.Type).Where(type => type.Length > 0).Distinct()),
                others > 0 ? FormattableString.Invariant($"{others} more of unstated variants") : null,
            ];
            return string.Join("; ", parts.Where(part => !string.IsNullOrEmpty(part)));
        }

        string Published(string topic, Func<Observation, bool> covers)
        {
            string?[] parts =
            [
                topic == LanguageModels ? NoLanguageModel : null,
                In(comparison.Figures.Numerators, layout.Mine, covers), In(comparison.Figures.Denominators, layout.Theirs, covers),
                Elsewhere(covers),
            ];
            return string.Join("; ", parts.OfType<string>());
        }

        string? Elsewhere(Func<Observation, bool> covers)
        {
            var others = comparison.Elsewhere
                .Where(pair => covers(pair.Numerator) && covers(pair.Denominator))
                .GroupBy(pair => (Mine: pair.Numerator.Variant!.Value, Theirs: pair.Denominator.Variant!.Value))
                .Select(pairs => $"{Sides(pairs.Key.Mine, pairs.Key.Theirs)} {RatioText.OfAll([.. pairs])}").ToList();
            return others.Count == 0 ? null : $"of other variants: {string.Join(", ", others)}";
        }

        string Sides(VariantId mine, VariantId theirs) => mine == comparison.Device ? theirs.ToString() : $"{mine} ÷ {theirs}";

        string In(ProductFigures side, string name, Func<Observation, bool> covers)
        {
            var figures = side.Figures.Where(covers).ToList();
            if (figures.Count == 0)
                figures = [.. side.OfEveryVariant.Where(covers)];
            return figures switch
            {
                [] => $"{name}: none published",
                _ when figures.Select(Value).Distinct().Count() == 1 => $"{name}: {Value(figures[0])} ({figures[0].Variant})",
                _ => FormattableString.Invariant($"{name}: {figures.Count} figures"),
            };
        }

        string Value(Observation side) => FigureText.Compared(side, data);

        string Variants(Comparison pair) => pair.Numerator.Variant == comparison.Device && pair.Denominator.Variant == comparison.Against
            ? ""
            : $" ({pair.Numerator.Variant} ÷ {pair.Denominator.Variant})";

        static bool IsOfUnstated(Comparison pair) => pair.Numerator.Variant!.Value.IsUnstated || pair.Denominator.Variant!.Value.IsUnstated;

        // What sources say without a measurement.
        IEnumerable<SummaryLine> Quoted() =>
            from figure in comparison.Quoted
            let isOfDevice = figure.Accelerator == comparison.Device.Accelerator
            select new SummaryLine(
                "quoted", $"{FigureText.Number(figure.Value!.Value)} × {(isOfDevice ? layout.Theirs : layout.Mine)}", null, null, "", 0,
                $"{(isOfDevice ? layout.Mine : layout.Theirs)}: {figure.WorkloadWord("text")} [{figure.Source}]");
    }
}
