using System.Globalization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Planning;

/// <summary>
/// What <c>--axis</c> asks for: <c>m=1024,2048</c>, <c>m=1024..8192*2</c>, <c>t=128..512+128</c>, words
/// (<c>dtype=fp16,fp32</c>), and axes tied together (<c>m=n=k=512,1024</c>).
/// </summary>
/// <param name="Names">More than one: they take each value together.</param>
public sealed record AxisValues(IReadOnlyList<string> Names, IReadOnlyList<AxisValue> Values)
{
    private const int MostValues = 10_000;

    /// <exception cref="UserError">Exit code 2.</exception>
    public static AxisValues Parse(string text)
    {
        var parts = text.Split('=');
        if (parts.Length < 2 || parts[..^1].Concat(parts[^1].Split(',')).Any(string.IsNullOrWhiteSpace))
            throw UserError.Usage($"--axis {text}: write NAME=VALUES, e.g. m=1024..8192*2 or dtype=fp16,fp32");
        var values = parts[^1].Split(',').SelectMany(item => Expand(item.Trim(), text)).Distinct().ToList();
        return new([.. parts[..^1].Select(name => name.Trim())], values);
    }

    private static List<AxisValue> Expand(string item, string text)
    {
        var dots = item.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
            return [TryNumber(item, out var number) ? number : new AxisValue(item)];
        var stepAt = item.IndexOfAny(['*', '+'], dots);
        if (stepAt < 0
            || !TryNumber(item[..dots], out var first)
            || !TryNumber(item[(dots + 2)..stepAt], out var last)
            || !TryNumber(item[(stepAt + 1)..], out var step))
            throw UserError.Usage($"--axis {text}: a range is FIRST..LAST*FACTOR or FIRST..LAST+STEP");
        var multiply = item[stepAt] == '*';
        if (first < 1 || last < first || step < (multiply ? 2 : 1))
            throw UserError.Usage($"--axis {text}: the range must rise from 1 or more, by a factor of 2 or a step of 1 at least");
        var values = new List<AxisValue>();
        // The value after the last one may be larger than any that an axis can take.
        for (Int128 value = first; value <= last; value = multiply ? value * step : value + step)
        {
            values.Add((long)value);
            if (values.Count > MostValues)
                throw UserError.Usage($"--axis {text}: more than {MostValues} values");
        }
        return values;
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
