using System.Globalization;

namespace GpuBench.Reports.Tables;

/// <summary>
/// Cells of <see cref="Report.Flat"/>, in invariant culture: numbers in round-trip format, <c>true</c> and <c>false</c>; null gives an
/// empty cell.
/// </summary>
internal static class FlatText
{
    public static string Of(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    public static string Of(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string Of(bool? value) => value switch { true => "true", false => "false", null => "" };
}
