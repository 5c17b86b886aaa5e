using System.Globalization;

namespace GpuBench.Measuring.Trials;

/// <summary>What a comparison with the host oracle found.</summary>
/// <param name="MaxError">Largest error, in the units of <paramref name="Tolerance"/>.</param>
/// <param name="Tolerance">What the arithmetic of the kernel may differ by.</param>
/// <param name="Compared">What was compared with what, e.g. <c>64 of 1,048,576 elements and C·x</c>.</param>
public sealed record CheckResult(double MaxError, double Tolerance, string Compared)
{
    /// <summary>NaN never passes.</summary>
    public bool Passed => MaxError <= Tolerance;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"error {MaxError:G3} {(Passed ? "within" : "exceeds")} tolerance {Tolerance:G3} ({Compared})");
}
