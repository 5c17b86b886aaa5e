using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising.Limits;

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

    /// <summary>
    /// The highest figure of all sources, for a limit: what one of them prints may be true. fp8 stands for both formats, and bf16 has the
    /// rate of fp16.
    /// </summary>
    public Observation? HighestPeak(VariantId variant, string unitClass, string type) =>
        Highest(variant, Quantities.PeakCompute, peak => peak.UnitClass == unitClass && peak.DType?.Input == type)
        ?? (type.StartsWith("fp8-", StringComparison.Ordinal) ? HighestPeak(variant, unitClass, "fp8") : null)
        ?? (type == "bf16" ? HighestPeak(variant, unitClass, "fp16") : null);

    /// <summary>Of all sources, for a limit.</summary>
    public Observation? HighestBandwidth(VariantId variant) => Highest(variant, Quantities.PeakBandwidth, _ => true);

    /// <summary>Between devices, bytes per second; <see cref="Observation.Task"/> says in which <c>direction</c>.</summary>
    public Observation? HighestLink(VariantId variant) => Highest(variant, Quantities.LinkPeak, _ => true);

    /// <summary>The clock that peaks of one unit class are stated at, in hertz. A figure that names none is of the matrix units.</summary>
    public Observation? Clock(VariantId variant, string unitClass) =>
        Highest(variant, Quantities.Clock, clock => (clock.UnitClass ?? "tensor") == unitClass);

    /// <summary>Bytes of the last-level cache.</summary>
    public Observation? Cache(VariantId variant) => Highest(variant, Quantities.CacheSize, _ => true);

    /// <summary>What is printed as "more than" limits nothing.</summary>
    private Observation? Highest(VariantId variant, string quantity, Func<Observation, bool> isMeant) =>
        _figures[(variant, quantity)].Where(figure => !figure.IsLowerBound && isMeant(figure)).MaxBy(figure => figure.Value);
}
