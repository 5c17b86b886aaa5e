using GpuBench.Measuring;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Data;

/// <summary>Filter of figures. A field that is null filters nothing.</summary>
public sealed record FigureQuery
{
    /// <summary>Longest list of words in a message. Of a longer one, the message has the nearest words.</summary>
    private const int LongestList = 80;

    private const int Nearest = 8;

    /// <summary>A bare name selects all variants.</summary>
    public string? Accelerator { get; init; }

    public string? Quantity { get; init; }

    /// <summary>The kind of the workload, e.g. <c>gemm</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Type of the operands, as stored or as printed.</summary>
    public string? DType { get; init; }

    /// <summary>Slug of a publication.</summary>
    public string? Source { get; init; }

    /// <summary>Whether the source prints everything that is needed to repeat the measurement.</summary>
    public bool? Structured { get; init; }

    /// <exception cref="UserError">Exit code 2: a word that no figure has. The message lists the words that exist.</exception>
    public IReadOnlyList<PublishedFigure> Select(PublishedData data, AcceleratorNames names)
    {
        var figures = data.Figures;
        Require("--quantity", Quantity, figures.Select(figure => figure.Quantity));
        Require("--kind", Kind, figures.Select(KindOf));
        Require("--dtype", DType, figures.SelectMany(TypesOf));
        Require("--source", Source, data.Publications.Keys);
        var variants = Accelerator is null ? null : names.ResolveAll(Accelerator).ToHashSet();
        return
        [
            .. from figure in figures
               where variants is null || variants.Contains(figure.VariantId)
               where Quantity is null || figure.Quantity == Quantity
               where Kind is null || KindOf(figure) == Kind
               where DType is null || TypesOf(figure).Contains(DType)
               where Source is null || figure.Source == Source
               where Structured is null || Structured == figure.UnstructuredBecause is null
               select figure,
        ];
    }

    private static string? KindOf(PublishedFigure figure) => figure.WorkloadWord("kind");

    private static IEnumerable<string?> TypesOf(PublishedFigure figure) => [figure.DType?.Input, figure.DType?.Printed];

    private static void Require(string option, string? word, IEnumerable<string?> existing)
    {
        if (word is null)
            return;
        var words = existing.OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        if (words.Contains(word))
            return;
        throw UserError.Usage(words.Count <= LongestList
            ? $"{option} '{word}' is not known; use one of {string.Join(", ", words)}"
            : $"{option} '{word}' is not known; the nearest of {words.Count}: {string.Join(", ", NearestWords.To(word, words, Nearest))}");
    }
}
