using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Normalising;

/// <summary>What a product is specified for. Where sources disagree, the preferred figure; never a recalled or a sparse one.</summary>
public sealed class NominalFigures
{
    private readonly ILookup<(VariantId Variant, string Quantity), Observation> _figures;

    public NominalFigures(IEnumerable<Observation> figures) => _figures = figures
        .Where(figure => figure is { Unusable: null, Quantity.IsNominal: true, Sparsity: null or "dense" })
        .OrderBy(figure => figure.IsDispreferred)
        .ToLookup(figure => (figure.Variant!.Value, figure.Quantity.Name));

    /// <summary>Operations per second of one unit class and operand type.</summary>
    public Observation? Peak(VariantId variant, string? unitClass, string? input) =>
        _figures[(variant, Quantities.PeakCompute)].FirstOrDefault(peak => peak.UnitClass == unitClass && peak.DType?.Input == input);

    /// <summary>Device memory, bytes per second.</summary>
    public Observation? Bandwidth(VariantId variant) => _figures[(variant, Quantities.PeakBandwidth)].FirstOrDefault();

    /// <summary>Device memory, in bytes as printed; where sources disagree, the least.</summary>
    public double? Memory(VariantId variant) => _figures[(variant, Quantities.MemoryCapacity)].Min(figure => (double?)figure.Value);

    /// <summary>Multiprocessors of an NVIDIA GPU.</summary>
    public int? Multiprocessors(VariantId variant) =>
        _figures[(variant, Quantities.CoreCount)].Where(figure => figure.SiUnit == "SM").Min(figure => (int?)figure.Value);
}
