using System.Globalization;

namespace GpuBench.Publications.Projecting.Fitting;

/// <summary>Numbers in files. Processors differ in the last digits of a fit.</summary>
internal static class StoredNumbers
{
    private const string Format = "G4";

    public static double Round(double value) =>
        double.Parse(value.ToString(Format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
