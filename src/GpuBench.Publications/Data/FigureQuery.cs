using GpuBench.Measuring;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Data;

/// <summary>Filter of figures. A field that is null filters nothing. Words are compared without regard to case.</summary>
public sealed record FigureQuery
{
    /// <summary>The most words that a message lists. Of more, it has the nearest ones.</summary>
    private const int LongestList = 12;

    private const int Nearest = 8;

    /// <summary>A bare name selects all variants.</summary>
    public string? Accelerator { get; init; }

    /// <summary>The quantity that the source prints, or the one that the figure is compared as.</summary>
    public string? Quantity { get; init; }

    /// <summary>The kind of the workload, e.g. <c>gemm</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>A part of the name of a model or benchmark, e.g. <c>qwen3-32b</c>.</summary>
    public string? Model { get; init; }

    /// <summary>Type of the operands, as stored or as printed. A type includes its formats: <c>fp8</c> finds <c>fp8-e4m3</c>.</summary>
    public string? DType { get; init; }

    /// <summary>Slug of a publication.</summary>
    public string? Source { get; init; }

    /// <summary>Whether the source prints everything that is needed to repeat the measurement.</summary>
    public bool? Structured { get; init; }

    /// <summary>Whether a filter is set besides <see cref="Accelerator"/>.</summary>
    public bool IsSet => this with { Accelerator = null } != new FigureQuery();

    /// <param name="comparedAs">The quantity that the figure of an id is compared as; null if it is in words.</param>
    /// <exception cref="UserError">Exit code 2: a word that no figure has. The message lists the known words, or the nearest.</exception>
    public IReadOnlyList<PublishedFigure> Select(PublishedData data, AcceleratorNames names, Func<string, string?> comparedAs)
    {
        RequireKnown(data);
        var variants = Accelerator is null ? null : names.ResolveAll(Accelerator).ToHashSet();
        return
        [
            .. data.Figures.Where(figure => (variants is null || variants.Contains(figure.VariantId))
                && (IsQuantity(figure.Quantity) || IsQuantity(comparedAs(figure.Id))) && Allows(figure)),
        ];
    }

    /// <exception cref="UserError">Exit code 2: a word that no figure has.</exception>
    public void RequireKnown(PublishedData data)
    {
        var figures = data.Figures;
        Require("--quantity", Quantity, figures.Select(figure => figure.Quantity));
        Require("--kind", Kind, figures.Select(KindOf));
        Require("--dtype", DType, figures.SelectMany(TypesOf));
        Require("--source", Source, data.Publications.Keys);
        if (!figures.Any(IsModel))
            Require("--model", Model, figures.Select(ModelOf));
    }

    public bool IsQuantity(string? quantity) => IsWord(Quantity, quantity);

    /// <summary>Whether the figure passes every filter but <see cref="Accelerator"/> and <see cref="Quantity"/>.</summary>
    public bool Allows(PublishedFigure figure) =>
        IsWord(Kind, KindOf(figure))
        && IsModel(figure)
        && IsType(figure)
        && IsWord(Source, figure.Source)
        && (Structured is null || Structured == figure.UnstructuredBecause is null);

    private static bool IsWord(string? asked, string? word) => asked is null || asked.Equals(word, StringComparison.OrdinalIgnoreCase);

    private bool IsType(PublishedFigure figure) =>
        DType is null || TypesOf(figure).Any(type => IsWord(DType, type))
        || IsFormat(figure.DType?.Input) || IsFormat(figure.DType?.Weights);

    /// <summary>Whether the stored type is a format of the asked one.</summary>
    private bool IsFormat(string? type) => type?.StartsWith($"{DType}-", StringComparison.OrdinalIgnoreCase) == true;

    private bool IsModel(PublishedFigure figure) =>
        Model is null || ModelOf(figure)?.Contains(Model, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>MLPerf results name a benchmark instead of a model.</summary>
    private static string? ModelOf(PublishedFigure figure) => figure.WorkloadWord("model") ?? figure.WorkloadWord("benchmark");

    private static string? KindOf(PublishedFigure figure) => figure.WorkloadWord("kind");

    private static IEnumerable<string?> TypesOf(PublishedFigure figure) =>
        [figure.DType?.Input, figure.DType?.Weights, figure.DType?.Printed];

    private static void Require(string option, string? word, IEnumerable<string?> existing)
    {
        if (word is null)
            return;
        var words = existing.OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        if (words.Contains(word, StringComparer.OrdinalIgnoreCase))
            return;
        throw UserError.Usage(words.Count <= LongestList
            ? $"{option} '{word}' is not known; use one of {string.Join(", ", words)}"
            : $"{option} '{word}' is not known; the nearest of {words.Count}: {string.Join(", ", NearestWords.To(word, words, Nearest))}");
    }
}
