using System.Globalization;
using GpuBench.GpuChecks.Checks;
using GpuBench.GpuChecks.Judging;

namespace GpuBench.GpuChecks.Running;

/// <summary>The output on the terminal: a line for each step, the end of the log of a failed step, and a summary.</summary>
public sealed class RunReport(TextWriter output)
{
    private const int LogLines = 12;
    private const int LineLength = 200;

    public void Step(StepEnded step, string? log)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Word(step.Verdict),-9} {step.Check,-28} {step.Seconds,6:F1} s"));
        foreach (var value in step.Values)
            output.WriteLine($"            {Text(value)}");
        if (step.Verdict == Verdict.Passed)
            return;
        foreach (var problem in step.Problems)
            output.WriteLine($"          ! {problem}");
        foreach (var line in (log ?? "").TrimEnd().Split('\n').TakeLast(LogLines).Where(line => line.Length > 0))
            output.WriteLine($"          | {(line.Length > LineLength ? line[..LineLength] : line)}");
    }

    public void Close(ChecksEnded ended, IReadOnlyList<GpuCheck> checks, IReadOnlyDictionary<string, Verdict> verdicts)
    {
        output.WriteLine();
        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            var names = checks.Select(check => check.Name)
                .Where(name => verdicts.TryGetValue(name, out var own) && own == verdict)
                .ToList();
            if (names.Count > 0)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{names.Count,3} {Word(verdict)}: {string.Join(", ", names)}"));
            }
        }

        if (ended.Stopped is not null)
            output.WriteLine($"stopped: {ended.Stopped}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ended.Seconds:F0} s"));
    }

    /// <summary>Such as <c>bf16 of cuBLAS: 0.501 (predicted 0.42 … 0.53: right)</c>.</summary>
    public static string Text(Reading value)
    {
        var text = $"{value.Name}: {Figures.Text(value.Value, value.Unit)}";
        var range = Figures.Range(value.AtLeast, value.AtMost, value.Unit);
        if (range.Length == 0)
            return text;
        return (value.IsPrediction, value.IsMet) switch
        {
            (true, null) => $"{text} (predicted {range})",
            (true, var isMet) => $"{text} (predicted {range}: {(isMet.Value ? "right" : "wrong")})",
            (false, _) => $"{text} ({range} is asked for)",
        };
    }

    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Failed => "FAILED",
        Verdict.TimedOut => "TIMED OUT",
        _ => "skipped",
    };
}
