using System.Globalization;

namespace GpuBench.Reports.Tables;

/// <summary>
/// Cells of <see cref="Report.Flat"/>, whatever the locale: numbers with all digits that reading them back needs, true and false;
/// empty where there is none.
/// </summary>
internal static class FlatText
{
    public static string Of(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    public static string Of(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string Of(bool? value) => value switch { true => "true", false => "false", null => "" };
}
