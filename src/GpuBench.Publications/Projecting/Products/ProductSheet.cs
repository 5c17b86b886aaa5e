using System.Globalization;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Limits;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Projecting.Products;

/// <summary>
/// The nominal figures of a product that projections use. A figure that the product does not have is taken from a product that shares it
/// (<see cref="ProductSheets"/>).
/// </summary>
/// <param name="product">The product that stands for all spellings of it.</param>
/// <param name="sources">The product, then those whose figures may stand for its own, nearest first.</param>
public sealed class ProductSheet(VariantId product, IReadOnlyList<VariantId> sources, NominalFigures nominal)
{
    private readonly Dictionary<(string? Unit, string? Type), Observation?> _peaks = [];

    public VariantId Product => product;

    public string Silicon => Products.Silicon.Of(product.Accelerator);

    public string Family => Products.Silicon.FamilyOf(product.Accelerator);

    /// <summary>Bytes per second.</summary>
    public double? Bandwidth { get; } = First(Stated(product, sources), variant => nominal.Bandwidth(variant));

    /// <summary>Multiprocessors, or matrix cores.</summary>
    public double? Cores { get; } = First(sources, variant => nominal.Of(variant, Quantities.CoreCount).FirstOrDefault());

    /// <summary>Null for matrix cores, each of which has the memory paths of several multiprocessors.</summary>
    public double? Multiprocessors => Family.StartsWith("ascend", StringComparison.Ordinal) ? null : Cores;

    public double? BoardPowerWatts { get; } = First(sources, variant => nominal.Of(variant, Quantities.BoardPower).FirstOrDefault());

    /// <summary>Lanes of one multiprocessor.</summary>
    public double? Fp32Lanes { get; } = First(sources, variant => nominal.Of(variant, "fp32-cores-per-sm").FirstOrDefault());

    /// <summary>Bytes. A product that is named by its capacity has it, in GiB.</summary>
    public double? Memory { get; } =
        First(Stated(product, sources), variant => nominal.Of(variant, Quantities.MemoryCapacity).FirstOrDefault()) ?? NamedMemory(product);

    /// <summary>Dense operations per second of the matrix units in 16 bits.</summary>
    public double? HalfPeak => Peak("tensor", "bf16") ?? Peak("tensor", "fp16");

    /// <summary>Operations per second in 16 bits for each watt of the board's power; null if either is not published.</summary>
    public double? HalfPeakPerWatt => HalfPeak / BoardPowerWatts;

    /// <summary>Dense operations per second of a hardware unit and operand type.</summary>
    /// <param name="type">As in figures, e.g. <c>bf16</c>, <c>fp8-e4m3</c>.</param>
    public double? Peak(string? unit, string? type) => PeakFigure(unit, type)?.Value;

    /// <inheritdoc cref="Peak"/>
    public Observation? PeakFigure(string? unit, string? type)
    {
        if (type == "bf16" && !Products.Silicon.HasBf16(product.Accelerator))
            return null;
        if (!_peaks.TryGetValue((unit, type), out var peak))
        {
            peak = sources.Select(variant => nominal.PeakOrHalf(variant, unit, type)).FirstOrDefault(found => found is not null);
            _peaks[(unit, type)] = peak;
        }
        return peak;
    }

    /// <summary>Sources that do not name the variant print bandwidths of several.</summary>
    private static IEnumerable<VariantId> Stated(VariantId product, IEnumerable<VariantId> sources) =>
        sources.Where(variant => variant == product || !variant.IsUnstated);

    private static double? NamedMemory(VariantId product) => product.Variant.Split('-')
        .Where(word => word.EndsWith("gb", StringComparison.Ordinal))
        .Select(word => double.TryParse(word[..^2], CultureInfo.InvariantCulture, out var size) ? size * (1L << 30) : (double?)null)
        .FirstOrDefault(size => size is not null);

    private static double? First(IEnumerable<VariantId> variants, Func<VariantId, Observation?> find) =>
        variants.Select(find).FirstOrDefault(figure => figure is not null)?.Value;
}
