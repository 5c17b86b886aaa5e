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
        "The first five are nominal; matrix compute is dense. Like decoding: streams, attention to a cache. Like prefill: matrix products "
        + "and attention in at most 16 bits. Quoted: said by a source, neither measured nor divided.";

    private const string NoPair = "none divides";

    private const string LanguageModels = "language models";

    private const string NoLanguageModel = "no LLM pair is published";

    /// <summary>Kinds of work of language models.</summary>
    private static readonly string[] LanguageKinds = ["llm", "mlperf", "nlp"];

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
        (LanguageModels, side => LanguageKinds.Contains(side.Kind) && !side.Quantity.IsQuoted),
        ("image, video", side => side.Kind is "image" or "video" or "vision"),
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
            List<Comparison> pairs = [.. comparison.Pairs.Where(pair => covers(pair.Numerator) && covers(pair.Denominator))];
            var hull = FigurePairs.Hull(pairs);
            var figures = pairs is [var pair]
                ? $"{Value(pair.Numerator)} ÷ {Value(pair.Denominator)}{Variants(pair)}"
                : pairs.Count > 1 ? string.Join(", ", pairs.Select(FigureText.Type).Where(type => type.Length > 0).Distinct())
                : "";
            return pairs.Count > 0
                ? new(topic, RatioText.OfAll(pairs), hull!.Value.Low, hull.Value.High, VerdictWords.Of(pairs), pairs.Count, figures)
                : new(topic, NoPair, null, null, "", 0, Published(topic, covers));
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
                .GroupBy(pair => pair.Denominator.Variant!.Value)
                .Select(pairs => $"{pairs.Key} {RatioText.OfAll([.. pairs])}").ToList();
            return others.Count == 0 ? null : $"of other variants: {string.Join(", ", others)}";
        }

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

        string Value(Observation side) => FigureText.Value(data.Find(side.Id)!);

        string Variants(Comparison pair) => pair.Numerator.Variant == comparison.Device && pair.Denominator.Variant == comparison.Against
            ? ""
            : $" ({pair.Numerator.Variant} ÷ {pair.Denominator.Variant})";

        // What sources say without a measurement.
        IEnumerable<SummaryLine> Quoted() =>
            from figure in comparison.Quoted
            let isOfDevice = figure.Accelerator == comparison.Device.Accelerator
            select new SummaryLine(
                "quoted", $"{FigureText.Number(figure.Value!.Value)} × {(isOfDevice ? layout.Theirs : layout.Mine)}", null, null, "", 0,
                $"{(isOfDevice ? layout.Mine : layout.Theirs)}: {figure.WorkloadWord("text")} [{figure.Source}]");
    }
}
