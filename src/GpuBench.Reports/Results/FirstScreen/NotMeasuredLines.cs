using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Reports.Tables;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Reports.Results.FirstScreen;

/// <summary>Classes without a line, and the commands that measure them.</summary>
/// <param name="rows">All rows of the device.</param>
/// <param name="opened">The device as opened; null if the document does not have it.</param>
/// <param name="command">What the user types to start this program.</param>
/// <param name="device">The device's index for <c>--device</c>; null if the run had no other device.</param>
internal sealed class NotMeasuredLines(IReadOnlyList<ResultRow> rows, DeviceInfo? opened, string command, string? device)
{
    public IEnumerable<SummaryLine> Of(IReadOnlyList<ClassLine> lines)
    {
        var missing = ResultClasses.All.Where(one => lines.All(line => line.Class != one) && IsMeasurable(one)).ToList();
        if (missing.Count == 0)
            yield break;
        yield return new($"Not measured: {string.Join(", ", missing.Select(Describe))}.");
        foreach (var same in missing.Where(IsWorthwhile).GroupBy(AxesFor))
            foreach (var line in CommandLines.Of([.. Words(same.Key, same.SelectMany(one => one.Workloads.Take(1)).Distinct())]))
                yield return new(line);
        if (missing.Any(one => !IsWorthwhile(one)))
            yield return new("The reasons of failed, unsupported and suspect rows are below.");
    }

    private IEnumerable<string> Words(string axes, IEnumerable<string> workloads)
    {
        string[] words = [command, "run", "--suite lab", $"--workload {string.Join(',', workloads)}"];
        return [.. words, .. axes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(axis => $"--axis {axis}"),
            .. device is null ? [] : new[] { $"--device {device}" }];
    }

    /// <summary>Not if the device has no such hardware, no engine offers it there, or the device is too slow for any suite.</summary>
    private bool IsMeasurable(ResultClass one) =>
        !(one.MayLackHardware && rows.Any(row => row.Status == TrialStatus.Ok && one.Asks(row)))
        && !(one.NeedsLibTorch && rows.Any(row => row.Device.Backend == Backend.OpenCl))
        && (opened is null || one.Workloads.Any(workload => CasesOf(workload, opened).Count > 0));

    /// <summary>The axes that a suite lacks, in one text.</summary>
    private string AxesFor(ResultClass one) =>
        opened is not null && one.Workloads.Any(workload => CasesOf(workload, opened).Any(trial => one.HasPoint(trial.Point)))
            ? ""
            : string.Join(' ', one.Axes);

    private static IReadOnlyList<Case> CasesOf(string workload, DeviceInfo opened) =>
        WorkloadDefinitions.Find(workload)?.Cases(Suite.Lab, opened) ?? [];

    /// <summary>Another run changes nothing if every row failed, is suspect, or is unsupported.</summary>
    private bool IsWorthwhile(ResultClass one) =>
        Tried(one).ToList() is var tried
        && (tried.Count == 0 || tried.Any(row => row.Status == TrialStatus.Skipped) || rows.Any(one.Excludes));

    private IEnumerable<ResultRow> Tried(ResultClass one) => rows.Where(row => row.Status != TrialStatus.Ok && one.Asks(row));

    /// <returns>E.g. <c>model decode (2 failed, 1 skipped)</c>, <c>memory bandwidth (6 in cache)</c>.</returns>
    private string Describe(ResultClass one)
    {
        var tried = Tried(one).CountBy(row => row.Status).OrderBy(status => status.Key)
            .Select(status => string.Create(CultureInfo.InvariantCulture, $"{status.Value} {status.Key.Text()}")).ToList();
        if (rows.Count(one.Excludes) is > 0 and var excluded)
            tried.Insert(0, string.Create(CultureInfo.InvariantCulture, $"{excluded} {one.Otherwise}"));
        return tried.Count == 0 ? one.Name : $"{one.Name} ({string.Join(", ", tried)})";
    }
}

/// <summary>A command that a shell accepts, in lines of the first screen.</summary>
internal static class CommandLines
{
    private const string Indent = "  ";

    /// <param name="words">Parts that stay in one line. The first is the program.</param>
    /// <returns>Lines that end with a backslash, except for the last. A program with a long path is named without its folder.</returns>
    public static IEnumerable<string> Of(IReadOnlyList<string> words)
    {
        const string continuation = " \\";
        var line = Indent + (words[0].Length > SummaryLine.MaxWidth / 2 ? "gpubench" : words[0]);
        foreach (var word in words.Skip(1))
        {
            if (line.Length + 1 + word.Length + continuation.Length > SummaryLine.MaxWidth)
            {
                yield return line + continuation;
                line = Indent + Indent + word;
            }
            else
            {
                line += $" {word}";
            }
        }
        yield return line;
    }
}
