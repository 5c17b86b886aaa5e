using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Reports.Exporters;

namespace GpuBench.Reports.Projecting;

/// <summary>Texts of projections that fit in 100 columns.</summary>
internal static class NarrowText
{
    public const int Columns = 100;

    /// <summary>Below this, a factor needs two decimals.</summary>
    private const double SmallFactor = 1.095;

    public static IReadOnlyList<string> Lines(string sentence) => LineBreaks.Wrap(sentence, Columns).Split('\n');

    /// <returns>E.g. <c>512 TFLOP/s</c>, <c>3.2 ktok/s</c>.</returns>
    public static string Value(double value, string unit) => Quantity.Format(value, unit == "token/s" ? "tok/s" : unit);

    /// <returns>E.g. <c>×÷1.4</c>.</returns>
    public static string Factor(double factor) =>
        $"×÷{factor.ToString(factor < SmallFactor ? "F2" : "F1", CultureInfo.InvariantCulture)}";
}
