using System.Globalization;
using GpuBench.Measuring;

namespace GpuBench.Running;

/// <summary>Durations as people write them: <c>90s</c>, <c>20m</c>, <c>2h</c>.</summary>
internal static class Duration
{
    /// <exception cref="UserError">Exit code 2.</exception>
    public static TimeSpan Parse(string text, string option)
    {
        var secondsPerUnit = text.Length > 1 ? text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 } : 0;
        return secondsPerUnit > 0
            && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number > 0 && number * secondsPerUnit <= TimeSpan.FromDays(7).TotalSeconds
                ? TimeSpan.FromSeconds(number * secondsPerUnit)
                : throw UserError.Usage($"{option} {text}: write a number with s, m or h, up to 7 days, e.g. 20m");
    }
}
