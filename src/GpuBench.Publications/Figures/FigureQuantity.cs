namespace GpuBench.Publications.Figures;

/// <summary>What a published figure counts.</summary>
/// <param name="IsNominal">A specification, not a measurement: it stands in results/accelerators.</param>
/// <param name="LowerIsBetter">A time: the faster device has the smaller figure.</param>
/// <param name="DividesByCount">A rate of several devices working side by side, which may be stated per device.</param>
public sealed record FigureQuantity(
    string Name, string Meaning, bool IsNominal = false, bool LowerIsBetter = false, bool DividesByCount = false);
