namespace GpuBench.Measuring.Trials;

/// <summary>A point of a workload with its numeric types and conditions, before a device is chosen.</summary>
public sealed record Case(Point Point, NumericTriple? DType, Conditions Conditions);
