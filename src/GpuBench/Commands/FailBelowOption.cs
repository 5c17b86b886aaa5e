using System.CommandLine;
using System.Globalization;
using GpuBench.Measuring;

namespace GpuBench.Commands;

/// <summary><c>--fail-below 10%</c>: a gate for pipelines.</summary>
internal sealed class FailBelowOption
{
    private readonly Option<string?> _percent = new("--fail-below")
    {
        Description = "Exit with 1 where a row is slower by more than this, e.g. 10%, and outside the re-run interval, or is missing",
        HelpName = "PERCENT",
    };

    public void AddTo(Command command) => command.Options.Add(_percent);

    /// <returns>A share, e.g. 0.1; null where nobody asked.</returns>
    /// <exception cref="UserError">Exit code 2.</exception>
    public double? Get(ParseResult parsed)
    {
        if (parsed.GetValue(_percent) is not { } text)
            return null;
        return text.EndsWith('%')
            && double.TryParse(text[..^1].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 0 and < 100
                ? percent / 100
                : throw UserError.Usage($"--fail-below {text}: use a percentage from 0% up to below 100%, e.g. 10%");
    }
}
