namespace GpuBench.Publications.Figures;

/// <summary>What the printed number leaves open.</summary>
/// <param name="Kind"><c>printed-rounding</c>, <c>chart-reading</c> or <c>computed-rounding</c>.</param>
/// <param name="PlusMinus">In the figure's unit.</param>
public sealed record FigureUncertainty(string Kind, double PlusMinus);
