namespace GpuBench.Reports.Figures;

/// <summary>Figures of the device that nothing published of the other may be divided into, and what stood in the way.</summary>
/// <param name="Against">The other variant.</param>
/// <param name="Reason">Name of the rule that refused the nearest miss, or that nothing of the kind is published.</param>
/// <param name="Example">What the rule said of one of them.</param>
public sealed record RefusedGroup(string Against, string Quantity, string Reason, int Figures, string Example);
