using System.Globalization;
using GpuBench.Measuring;

namespace GpuBench.Terminal;

/// <summary>Durations as text, in whole seconds.</summary>
internal static class TimeText
{
    /// <summary>As on a clock, e.g. <c>0:07</c>, <c>59:56</c>, <c>2:59:56</c>, <c>3 d 1:00:00</c>.</summary>
    public static string Clock(double seconds)
    {
        var (days, hours, minutes, rest) = Parts(seconds);
        return (days, hours) switch
        {
            (0, 0) => string.Create(CultureInfo.InvariantCulture, $"{minutes}:{rest:D2}"),
            (0, _) => string.Create(CultureInfo.InvariantCulture, $"{hours}:{minutes:D2}:{rest:D2}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{days} d {hours}:{minutes:D2}:{rest:D2}"),
        };
    }

    /// <summary>In words, e.g. <c>45 s</c>, <c>2 min 30 s</c>, <c>20 min</c>, <c>1 d 2 h</c>.</summary>
    public static string Words(double seconds)
    {
        var (days, hours, minutes, rest) = Parts(seconds);
        var words = new (long Count, string Unit)[] { (days, "d"), (hours, "h"), (minutes, "min"), (rest, "s") }
            .Where(part => part.Count > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.Unit}"))
            .ToList();
        return words.Count == 0 ? "0 s" : string.Join(' ', words);
    }

    private static (long Days, long Hours, long Minutes, long Seconds) Parts(double seconds)
    {
        // The limit is longer than any run and fits in 64 bits. NaN becomes 0.
        var whole = (long)Math.Clamp(double.IsNaN(seconds) ? 0 : Math.Round(seconds), 0, 1e15);
        return (whole / 86_400, whole / 3_600 % 24, whole / 60 % 60, whole % 60);
    }
}

/// <summary>Durations on the command line: <c>90s</c>, <c>20m</c>, <c>2h</c>.</summary>
internal static class Duration
{
    /// <exception cref="UserError">Exit code 2.</exception>
    public static TimeSpan Parse(string text, string option)
    {
        var secondsPerUnit = text.Length > 1 ? text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 } : 0;
        return secondsPerUnit > 0
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number > 0 && number * secondsPerUnit <= TimeSpan.FromDays(7).TotalSeconds
                ? TimeSpan.FromSeconds(number * secondsPerUnit)
                : throw UserError.Usage($"{option} {text}: use a number with s, m or h, up to 7 days, e.g. 20m");
    }
}
