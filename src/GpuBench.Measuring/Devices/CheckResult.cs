using System.Globalization;

namespace GpuBench.Measuring.Devices;

/// <summary>What a comparison with the host oracle found.</summary>
/// <param name="MaxError">Largest error, in the units of <paramref name="Tolerance"/>.</param>
/// <param name="Tolerance">What the arithmetic of the kernel may differ by.</param>
/// <param name="Compared">
/// What was compared, whether right or wrong, e.g. <c>131072 of 1048576 elements</c>. It follows the word "compared".
/// </param>
public sealed record CheckResult(double MaxError, double Tolerance, string Compared) : Extensible
{
    /// <summary>NaN never passes.</summary>
    public bool Passed => MaxError <= Tolerance;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"largest error {MaxError:G3} of the allowed {Tolerance:G3} (compared {Compared})");
}

/// <param name="Name">The kernel version, or the library's routine.</param>
/// <param name="Reason">Why this one, in a clause.</param>
public sealed record KernelUsed(string Name, string Reason);
