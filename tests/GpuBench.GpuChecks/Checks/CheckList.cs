using System.Text.Json;
using System.Text.RegularExpressions;
using GpuBench.Testing;

namespace GpuBench.GpuChecks.Checks;

/// <summary>A list that cannot be used. The message names the check and the problem.</summary>
public sealed class CheckListException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The checks that need a GPU, in the order in which they run.</summary>
/// <param name="Probe">Checks after a time-out or a lost process whether the GPU still responds.</param>
public sealed record CheckList(IReadOnlyList<GpuCheck> Checks, GpuProbe Probe)
{
    public const string FileName = "checks.json";

    internal static readonly TimeSpan MatchPatience = MatchLimit.Span;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public IEnumerable<GpuCheck> Automated => Checks.Where(check => check.IsAutomated);

    /// <exception cref="CheckListException">The file is not a list, or one of its checks contradicts itself.</exception>
    public static CheckList Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CheckListException($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
        catch (CheckListException wrong)
        {
            throw new CheckListException($"{path}: {wrong.Message}", wrong);
        }
    }

    /// <exception cref="CheckListException">The text is not a list, or one of its checks contradicts itself.</exception>
    public static CheckList Parse(string text)
    {
        try
        {
            var list = JsonSerializer.Deserialize<CheckList>(text, Json) ?? throw new CheckListException("the list is empty");
            for (var i = 0; i < list.Checks.Count; i++)
                Require(list.Checks[i], [.. list.Checks.Take(i)], [.. list.Checks.Skip(i + 1)]);
            return list;
        }
        catch (JsonException wrong)
        {
            throw new CheckListException(wrong.Message, wrong);
        }
    }

    private static void Require(GpuCheck check, IReadOnlyList<GpuCheck> before, IReadOnlyList<GpuCheck> after)
    {
        void Refuse(bool isWrong, string problem)
        {
            if (isWrong)
                throw new CheckListException($"check '{check.Name}': {problem}");
        }

        Refuse(before.Any(other => other.Name == check.Name), "the name is taken");
        var isName = Regex.IsMatch(check.Name, "^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, MatchPatience);
        Refuse(!isName, "a name is lower-case words joined by hyphens");
        Refuse(check.IsAutomated && check.LimitSeconds < 1, "limitSeconds is missing");
        Refuse(check.IsAutomated == check.Expect is null, "an automated check has 'expect', one by hand has 'byHand' and no 'expect'");
        Refuse(check.Needs is { } needed && !IsIn(before, needed), $"it needs '{check.Needs}', which is not an earlier automated check");
        Refuse(
            check.BesideUntil is { } last && !IsIn(after, last),
            $"it runs beside '{check.BesideUntil}', which is not a later automated check");
        foreach (var pattern in check.Expect?.Log ?? [])
        {
            Refuse(NoPatternReason(pattern.Pattern) is not null, $"pattern '{pattern.Pattern}': {NoPatternReason(pattern.Pattern)}");
            var hasValue = pattern.Name is not null && pattern.Pattern.Contains("(?<value>", StringComparison.Ordinal);
            Refuse(pattern.Bars is not null && !hasValue, $"pattern '{pattern.Pattern}' has bars and lacks a name or the group 'value'");
        }
        foreach (var name in check.Expect?.Descending?.SelectMany(row => row) ?? [])
        {
            Refuse(
                !check.Expect!.Log!.Any(pattern => pattern.Name == name),
                $"'descending' names '{name}', which is not a value of its patterns");
        }
        foreach (var prediction in check.Predictions ?? [])
        {
            Refuse(
                NoPatternReason(prediction.Pattern) is not null, $"prediction '{prediction.Name}': {NoPatternReason(prediction.Pattern)}");
            var hasValue = prediction.Pattern.Contains("(?<value>", StringComparison.Ordinal);
            Refuse(!hasValue, $"prediction '{prediction.Name}' lacks the group 'value'");
            Refuse(!(prediction.Low <= prediction.High), $"prediction '{prediction.Name}': low is above high");
        }
    }

    private static bool IsIn(IReadOnlyList<GpuCheck> checks, string name) => checks.Any(check => check.Name == name && check.IsAutomated);

    private static string? NoPatternReason(string pattern)
    {
        try
        {
            foreach (var side in Enum.GetValues<Side>())
                _ = new Regex(Alternates.Of(pattern, side), RegexOptions.None, MatchPatience);
            return null;
        }
        catch (ArgumentException wrong)
        {
            return wrong.Message;
        }
    }
}

/// <param name="Command">Exit code 0 means that a kernel ran and its result was right.</param>
public sealed record GpuProbe(string Command, int LimitSeconds);
