using System.Globalization;

namespace GpuBench.GpuChecks.Judging;

/// <summary>Formats numbers for people: three digits, and a prefix if the unit takes one.</summary>
public static class Figures
{
    private static readonly (double Factor, string Prefix)[] Prefixes = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

    public static string Text(double value, string unit)
    {
        if (unit.Length == 0 || unit[0] is '%' or '×' || unit is "s" or "W")
            return string.Create(CultureInfo.InvariantCulture, $"{value:G3}{(unit.Length == 0 ? "" : " ")}{unit}");
        var (factor, prefix) = Prefixes.FirstOrDefault(candidate => Math.Abs(value) >= candidate.Factor, (1, ""));
        return string.Create(CultureInfo.InvariantCulture, $"{Rounded(value / factor)} {prefix}{unit}");
    }

    public static string Range(double? low, double? high, string unit) => (low, high) switch
    {
        ({ } least, { } most) => $"{Text(least, unit)} … {Text(most, unit)}",
        ({ } least, null) => $"at least {Text(least, unit)}",
        (null, { } most) => $"at most {Text(most, unit)}",
        _ => "",
    };

    // G3 would write 1000 as 1E+03.
    private static string Rounded(double value) => Math.Abs(value) >= 100
        ? Math.Round(value).ToString(CultureInfo.InvariantCulture)
        : value.ToString("G3", CultureInfo.InvariantCulture);
}
