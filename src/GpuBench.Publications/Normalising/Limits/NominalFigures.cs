using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising.Limits;

/// <summary>Nominal figures of products. If sources disagree, the preferred figure. Recalled and sparse figures are excluded.</summary>
public sealed class NominalFigures
{
    private readonly ILookup<(VariantId Variant, string Quantity), Observation> _figures;

    public NominalFigures(IEnumerable<Observation> figures) => _figures = figures
        .Where(figure => figure is { Unusable: null, Quantity.IsNominal: true, Sparsity: null or "dense" })
        .OrderBy(figure => figure.IsDispreferred)
        .ToLookup(figure => (figure.Variant!.Value, figure.Quantity.Name));

    /// <summary>Operations per second of one hardware unit and operand type.</summary>
    public Observation? Peak(VariantId variant, string? unit, string? input) =>
        _figures[(variant, Quantities.PeakCompute)].FirstOrDefault(peak => peak.HardwareUnit == unit && peak.DType?.Input == input);

    /// <summary>The peak of the figure's unit and type. bf16 uses the peak of fp16 if its own is not published.</summary>
    public Observation? PeakOrHalf(VariantId variant, Observation figure) => PeakOrHalf(variant, figure.HardwareUnit, figure.DType?.Input);

    /// <inheritdoc cref="PeakOrHalf(VariantId, Observation)"/>
    public Observation? PeakOrHalf(VariantId variant, string? unit, string? input) =>
        Peak(variant, unit, input)
        ?? (input == "bf16" ? Peak(variant, unit, "fp16") : null)
        ?? (input?.StartsWith("fp8-", StringComparison.Ordinal) == true ? Peak(variant, unit, "fp8") : null);

    /// <summary>Bandwidth of the device memory, bytes per second.</summary>
    public Observation? Bandwidth(VariantId variant) => _figures[(variant, Quantities.PeakBandwidth)].FirstOrDefault();

    /// <summary>
    /// The highest figure of all sources, for a limit, because each source may be right. A figure for fp8 counts for both formats, and
    /// one for fp16 also for bf16.
    /// </summary>
    public Observation? HighestPeak(VariantId variant, string unit, string type) =>
        Highest(variant, Quantities.PeakCompute, peak => peak.HardwareUnit == unit && peak.DType?.Input == type)
        ?? (type.StartsWith("fp8-", StringComparison.Ordinal) ? HighestPeak(variant, unit, "fp8") : null)
        ?? (type == "bf16" ? HighestPeak(variant, unit, "fp16") : null);

    /// <summary>
    /// The dense peaks of all sources and hardware units that may limit work in a type. bf16 counts the peaks of fp16 too, and each format
    /// of fp8 those of fp8. A figure printed as "more than" is not a limit.
    /// </summary>
    public IEnumerable<Observation> PeaksThatLimit(VariantId variant, string type, string siUnit) =>
        _figures[(variant, Quantities.PeakCompute)]
            .Where(peak => !peak.IsLowerBound && peak.SiUnit == siUnit && Counts(peak.DType?.Input, type));

    private static bool Counts(string? input, string type) =>
        input == type || (type == "bf16" && input == "fp16") || (type.StartsWith("fp8-", StringComparison.Ordinal) && input == "fp8");

    /// <summary>Nominal figures of a quantity; if sources disagree, the preferred one first.</summary>
    public IEnumerable<Observation> Of(VariantId variant, string quantity) => _figures[(variant, quantity)];

    /// <summary>
    /// The highest published clock over the clock at which the peak of a unit is stated; null if that clock is not published. A device
    /// may run a unit at its highest clock.
    /// </summary>
    public double? HighestClockOverStated(VariantId variant, string unit) =>
        Clock(variant, unit) is { } stated && Highest(variant, Quantities.Clock, _ => true) is { } highest
            ? highest.Value / stated.Value
            : null;

    /// <summary>The highest of all sources, for a limit.</summary>
    public Observation? HighestBandwidth(VariantId variant) => Highest(variant, Quantities.PeakBandwidth, _ => true);

    /// <summary>Bandwidth between devices, bytes per second. <see cref="Observation.Task"/> has the <c>direction</c>.</summary>
    public Observation? HighestLink(VariantId variant) => Highest(variant, Quantities.LinkPeak, _ => true);

    /// <summary>The clock of the stated peaks of one hardware unit, in hertz. A figure without a unit belongs to matrix units.</summary>
    public Observation? Clock(VariantId variant, string unit) =>
        Highest(variant, Quantities.Clock, clock => (clock.HardwareUnit ?? "tensor") == unit);

    /// <summary>Bytes of the last-level cache.</summary>
    public Observation? Cache(VariantId variant) => Highest(variant, Quantities.CacheSize, _ => true);

    /// <summary>Bytes of the last-level cache, or of the whole die's if the product's own is not published; null if neither is.</summary>
    public double? CacheOrDie(VariantId variant) => (Cache(variant) ?? Cache(variant with { Variant = VariantId.DieVariant }))?.Value;

    /// <summary>Watts of the product's own limit, the highest of all sources; infinite if none is published.</summary>
    public double HighestBoardPower(VariantId variant) =>
        Highest(variant, Quantities.BoardPower, _ => true)?.Value ?? double.PositiveInfinity;

    /// <summary>A figure printed as "more than" is not a limit.</summary>
    private Observation? Highest(VariantId variant, string quantity, Func<Observation, bool> isMeant) =>
        _figures[(variant, quantity)].Where(figure => !figure.IsLowerBound && isMeant(figure)).MaxBy(figure => figure.Value);
}
