using System.Globalization;

namespace GpuBench.Publications.Checking;

/// <summary>A number with its unit, as a source prints it: <c>1,234.5 TFLOPS</c>.</summary>
/// <param name="Unit">The words after the number; empty if there are none.</param>
public sealed record PrintedValue(double Number, string Unit)
{
    /// <summary>
    /// Spellings of each unit of a figure. A unit with another prefix is not among them: its conversion is the auditor's, who states it.
    /// </summary>
    private static readonly Dictionary<string, string[]> Spellings = new()
    {
        ["TFLOP/s"] = ["TFLOP/s", "TFLOPs/s", "TFLOPS/s", "TFLOPS", "TFLOPs", "TFlops", "Tflop/s", "tflops"],
        ["TOP/s"] = ["TOP/s", "TOPS", "TOPs", "Tops"],
        ["GB/s"] = ["GB/s", "GB/sec", "GBps", "GBytes/s", "GBytes/sec"],
        ["GiB/s"] = ["GiB/s", "GiB/sec"],
        ["MB"] = ["MB"],
        ["MiB"] = ["MiB"],
        ["GB"] = ["GB"],
        ["GiB"] = ["GiB"],
        ["us"] = ["us", "\u00B5s", "\u03BCs", "usec"],
        ["ms"] = ["ms", "msec"],
        ["s"] = ["s", "sec", "seconds"],
        ["MHz"] = ["MHz"],
        ["GHz"] = ["GHz"],
        ["W"] = ["W", "Watt", "Watts", "watts"],
        ["mm2"] = ["mm2", "mm\u00B2", "mm^2"],
        ["tok/s"] = ["tok/s", "token/s", "tokens/s", "Tokens/s", "tokens/sec", "tokens per second", "TPS", "tps"],
        ["samples/s"] = ["samples/s", "Samples/s", "samples/sec", "samples per second"],
        ["queries/s"] = ["queries/s", "Queries/s", "queries/sec", "queries per second"],
        ["images/s"] = ["images/s", "images/sec", "images per second", "img/s"],
        ["sequences/s"] = ["sequences/s", "sequences/sec", "sequences per second", "seq/s"],
        ["J/token"] = ["J/token", "J/tok", "J", "joules per token"],
        ["TPP"] = ["TPP"],
        ["TPP/mm2"] = ["TPP/mm2", "TPP/mm\u00B2"],
        ["FLOP/byte"] = ["FLOP/byte", "FLOPs/byte", "FLOP/B"],
        ["cores"] = ["cores"],
        ["SM"] = ["SM", "SMs"],
        ["count"] = [""],
        ["ratio"] = ["", "x", "X", "\u00D7"],
        ["percent"] = ["%", "percent"],
    };

    /// <param name="text">Words may precede the number. Commas between groups of three digits are read; other commas are not.</param>
    /// <returns>Null if there is no number.</returns>
    public static PrintedValue? Parse(string text)
    {
        var rest = text.AsSpan(Math.Max(0, text.AsSpan().IndexOfAnyInRange('0', '9')));
        var length = LengthOf(rest, ",");
        var groups = rest[..length].ToString().Split(',');
        if (groups.Length > 1 && (groups[0].Length > 3 || groups.Skip(1).Any(group => group.Length != 3)))
            return null;
        if (rest[length..] is ['.', >= '0' and <= '9', ..])
            length += 1 + LengthOf(rest[(length + 1)..], "");
        if (rest[length..] is ['e' or 'E', '+' or '-', >= '0' and <= '9', ..])
            length += 2 + LengthOf(rest[(length + 2)..], "");
        else if (rest[length..] is ['e' or 'E', >= '0' and <= '9', ..])
            length += 1 + LengthOf(rest[(length + 1)..], "");
        var number = rest[..length].ToString().Replace(",", "", StringComparison.Ordinal);
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new(value, rest[length..].Trim().ToString())
            : null;
    }

    /// <returns>Whether the number is in this unit of a figure. Prefixes are not converted.</returns>
    public bool IsIn(string? unit) => unit is not null && Spellings.TryGetValue(unit, out var spellings) && spellings.Contains(Unit);

    /// <returns>The number of digits at the start, and of these other characters between them.</returns>
    private static int LengthOf(ReadOnlySpan<char> text, string others)
    {
        var length = text.IndexOfAnyExcept($"0123456789{others}");
        return length < 0 ? text.Length : length;
    }
}
