using System.Text.RegularExpressions;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Limits;

namespace GpuBench.Publications.Projecting.Products;

/// <summary>
/// Finds the product that a figure speaks of, and its nominal figures. A source that does not name the variant speaks of the accelerator's
/// default variant. A variant of another memory shares its arithmetic with the default variant, and a product with the chip of another one
/// shares what it does not state.
/// </summary>
public sealed partial class ProductSheets(IReadOnlyList<Accelerator> accelerators, AcceleratorNames names, NominalFigures nominal)
{
    private readonly Dictionary<VariantId, ProductSheet> _sheets = [];

    public ProductSheet Of(VariantId variant)
    {
        if (!_sheets.TryGetValue(variant, out var sheet))
            _sheets[variant] = sheet = Make(variant);
        return sheet;
    }

    private ProductSheet Make(VariantId variant)
    {
        var standard = accelerators.First(accelerator => accelerator.Slug == variant.Accelerator).DefaultVariant is { } word
            ? variant with { Variant = word }
            : (VariantId?)null;
        var product = standard is { } usual && IsPartOf(variant, usual) ? usual : variant;
        List<VariantId> sources = [product, .. names.Fallbacks(product)];
        if (standard is { } other && other != product && DiffersInMemoryOnly(product, other))
            sources.AddRange([other, .. names.Fallbacks(other)]);
        foreach (var shared in sources.Select(Silicon.TwinOf).OfType<VariantId>().ToList())
            sources.AddRange([shared, .. names.Fallbacks(shared)]);
        return new(product, sources, nominal);
    }

    /// <summary>Whether the name says less than that of the default variant, and nothing else.</summary>
    private static bool IsPartOf(VariantId variant, VariantId standard) =>
        variant.IsUnstated || variant.Variant == VariantId.AllVariants || variant.Covers(standard);

    private static bool DiffersInMemoryOnly(VariantId one, VariantId other) =>
        FormOf(one).SequenceEqual(FormOf(other));

    private static IEnumerable<string> FormOf(VariantId variant) => variant.Variant.Split('-').Where(word => !MemoryWord.IsMatch(word));

    [GeneratedRegex("^([0-9]+gb|hbm[0-9]+e?)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MemoryWord { get; }
}
