namespace GpuBench.Publications.Normalising.Rules;

/// <summary>
/// Two published attention kernels of different families are not set against each other: the ratio would be one of software.
/// A device measured here is set against the best that is published for the other, whatever kernel that is.
/// </summary>
public sealed class KernelRule : IComparisonRule
{
    public string Name => "kernel";

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        numerator.Kernel == denominator.Kernel || numerator.IsMeasuredHere || denominator.IsMeasuredHere
            ? null
            : Ruling.Refuse($"kernel: {numerator.Kernel ?? "unstated"} against {denominator.Kernel ?? "unstated"}");
}
