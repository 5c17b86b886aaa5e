using System.Globalization;
using System.Text.RegularExpressions;
using GpuBench.GpuChecks.Checks;

namespace GpuBench.GpuChecks.Judging;

/// <summary>Compares a log and the files with the expectations of a check.</summary>
public static class LogJudge
{
    /// <param name="log">The whole text.</param>
    /// <param name="folder">Folder of the results.</param>
    /// <param name="device">The device's name as known so far. If it is empty, only bars and predictions for every device apply.</param>
    public static Judgement Judge(GpuCheck check, Side side, int exitCode, string log, string folder, string device)
    {
        var expect = check.Expect!;
        var problems = new List<string>();
        var values = new List<Reading>();
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        var expected = int.Parse(Alternates.Of(expect.ExitCode, side), CultureInfo.InvariantCulture);
        if (exitCode != expected)
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}, expected {expected}"));
        foreach (var pattern in expect.Log ?? [])
            Match(pattern, side, log, device, problems, values, facts);
        foreach (var row in side == Side.Gpu ? expect.Descending ?? [] : [])
            Rank(row, values, problems);
        foreach (var file in expect.Files ?? [])
        {
            if (new FileInfo(Path.Combine(folder, file)) is not { Exists: true, Length: > 0 })
                problems.Add($"{file} was not written");
        }

        foreach (var prediction in (check.Predictions ?? []).Where(prediction => side == Side.Rehearsal || prediction.IsFor(device)))
            Match(prediction, side, log, problems, values);
        return new(problems, values, facts);
    }

    private static void Match(
        LogPattern pattern, Side side, string log, string device,
        List<string> problems, List<Reading> values, Dictionary<string, string> facts)
    {
        var matches = Matches(pattern.Pattern, side, log);
        if (matches.Count == 0)
        {
            problems.Add($"nothing in the log matches {Alternates.Of(pattern.Pattern, side)}");
            return;
        }

        foreach (var fact in (string[])["device", "driver"])
        {
            if (matches[0].Groups[fact] is { Success: true } group)
                facts[fact] = group.Value.Trim();
        }

        foreach (var match in matches.Where(found => found.Groups["value"].Success))
        {
            if (Number(match) is not { } value)
            {
                problems.Add($"{pattern.Name ?? match.Value.Trim()}: '{match.Groups["value"].Value}' is not a number");
                continue;
            }

            if (pattern.Name is not { } name)
                continue;
            var bar = side == Side.Gpu ? pattern.Bars?.FirstOrDefault(candidate => candidate.IsFor(device)) : null;
            values.Add(new(name, value, pattern.Unit, bar?.AtLeast, bar?.AtMost, bar?.Admits(value)));
            if (bar?.Admits(value) == false)
            {
                problems.Add(
                    $"{name}: {Figures.Text(value, pattern.Unit)}, {Figures.Range(bar.AtLeast, bar.AtMost, pattern.Unit)} is asked for");
            }
        }
    }

    private static void Rank(IReadOnlyList<string> names, List<Reading> values, List<string> problems)
    {
        var ranked = names.Select(name => values.Find(value => value.Name == name)).OfType<Reading>().ToList();
        foreach (var (above, below) in ranked.Zip(ranked.Skip(1)).Where(pair => pair.First.Value <= pair.Second.Value))
        {
            var (more, less) = (Figures.Text(above.Value, above.Unit), Figures.Text(below.Value, below.Unit));
            problems.Add($"{above.Name} is not above {below.Name}: {more} and {less}");
        }
    }

    /// <returns>The figure that a prediction is about, or null if the log has none.</returns>
    public static double? Find(Prediction prediction, Side side, string log) =>
        Matches(prediction.Pattern, side, log) is [var first, ..] ? Number(first) : null;

    private static void Match(Prediction prediction, Side side, string log, List<string> problems, List<Reading> values)
    {
        if (Find(prediction, side, log) is { } value)
        {
            bool? isRight = side == Side.Gpu ? prediction.Admits(value) : null;
            values.Add(new(prediction.Name, value, prediction.Unit, prediction.Low, prediction.High, isRight, IsPrediction: true));
        }
        else if (side == Side.Rehearsal)
            problems.Add($"prediction '{prediction.Name}': nothing in the log matches {Alternates.Of(prediction.Pattern, side)}");
    }

    private static IReadOnlyList<Match> Matches(string pattern, Side side, string log) =>
        [.. (IEnumerable<Match>)Regex.Matches(log, Alternates.Of(pattern, side), RegexOptions.Multiline, CheckList.MatchPatience)];

    private static double? Number(Match match)
    {
        if (!double.TryParse(match.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return null;
        return match.Groups["prefix"].Value switch
        {
            "k" => value * 1e3,
            "M" => value * 1e6,
            "G" => value * 1e9,
            "T" => value * 1e12,
            "P" => value * 1e15,
            _ => value,
        };
    }
}
