using System.Diagnostics;
using GpuBench.GpuChecks.Checks;
using GpuBench.GpuChecks.Judging;

namespace GpuBench.GpuChecks.Running;

/// <summary>Runs the checks in the order of the list. It continues after a failure as long as the GPU responds.</summary>
/// <param name="place">The place in which the checks run.</param>
/// <param name="inspect">Returns problems of a check's command that make the check fail. Empty for a run on a GPU.</param>
public sealed class ChecksRun(
    CheckList list, Side side, RunPlace place, Timetable timetable, RunReport report, Func<GpuCheck, IReadOnlyList<string>> inspect)
{
    private static readonly Dictionary<string, string> NoFacts = new(StringComparer.Ordinal);

    private readonly List<(GpuCheck Check, Task<StepEnd> End, double LimitSeconds)> _beside = [];
    private readonly Dictionary<string, Verdict> _verdicts = new(StringComparer.Ordinal);
    private string _device = "";
    private string? _stopped;

    public IReadOnlyDictionary<string, Verdict> Verdicts => _verdicts;

    /// <returns>The exit code: 0 if every check passed, otherwise 1.</returns>
    public int Run(IReadOnlyList<GpuCheck> checks, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        place.Journal.Add(new RunBegan(DateTimeOffset.UtcNow, side == Side.Rehearsal, place.Commit, timetable.LeftSeconds));
        foreach (var check in checks)
        {
            var limit = timetable.LimitOf(check.LimitSeconds, check.MinSeconds);
            if (RefusalReason(check, limit, checks, cancellation) is { } reason)
                Close(new(check.Name, Verdict.Skipped, Command(check), null, 0, [reason], [], NoFacts), log: null);
            else
                Carry(check, limit!.Value, cancellation);
            foreach (var ended in _beside.Where(step => step.Check.BesideUntil == check.Name).ToList())
                Collect(ended, cancellation);
        }

        foreach (var left in _beside.ToList())
            Collect(left, cancellation);
        var end = new ChecksEnded(DateTimeOffset.UtcNow, Stopwatch.GetElapsedTime(start).TotalSeconds, _stopped);
        place.Journal.Add(end);
        place.Pack();
        report.Close(end, checks, _verdicts);
        return _verdicts.Values.All(verdict => verdict == Verdict.Passed) ? 0 : 1;
    }

    private string Command(GpuCheck check) => Alternates.Of(check.Command, side);

    private string? RefusalReason(GpuCheck check, double? limit, IReadOnlyList<GpuCheck> checks, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return _stopped ??= "the run was interrupted";
        if (_stopped is not null)
            return _stopped;
        // A needed check that is not part of this run is not required.
        if (check.Needs is { } needed && checks.Any(other => other.Name == needed) && !HasPassed(needed))
            return $"it needs {needed}, which did not pass";
        return limit is null
            ? FormattableString.Invariant($"{timetable.LeftSeconds:F0} s are left, {check.MinSeconds:F0} s are needed")
            : null;
    }

    private bool HasPassed(string name) => _verdicts.TryGetValue(name, out var verdict) && verdict == Verdict.Passed;

    private void Carry(GpuCheck check, double limit, CancellationToken cancellation)
    {
        var step = Task.Run(() => place.Start(check.Name, Command(check), limit, cancellation), CancellationToken.None);
        if (check.BesideUntil is not null)
            _beside.Add((check, step, limit));
        else
            Finish(check, step, limit, cancellation);
    }

    private void Collect((GpuCheck Check, Task<StepEnd> End, double LimitSeconds) step, CancellationToken cancellation)
    {
        _beside.Remove(step);
        Finish(step.Check, step.End, step.LimitSeconds, cancellation);
    }

    private void Finish(GpuCheck check, Task<StepEnd> step, double limitSeconds, CancellationToken cancellation)
    {
        var end = step.GetAwaiter().GetResult();
        var log = place.ReadLog(check.Name);
        var judgement = LogJudge.Judge(check, side, end.ExitCode, log, place.Results, _device);
        _device = judgement.Facts.GetValueOrDefault("device", _device);
        List<string> problems = [.. inspect(check), .. judgement.Problems];
        if (end.TimedOut)
        {
            var why = limitSeconds < check.LimitSeconds ? ", all that was left" : "";
            problems.Insert(0, FormattableString.Invariant($"ended after {limitSeconds:F0} s{why}"));
        }

        var verdict = end.TimedOut ? Verdict.TimedOut : problems.Count > 0 ? Verdict.Failed : Verdict.Passed;
        var seconds = Math.Round(end.Seconds, 2);
        Close(new(check.Name, verdict, Command(check), end.ExitCode, seconds, problems, judgement.Values, judgement.Facts), log);
        if (end.WasKilled && _stopped is null && !cancellation.IsCancellationRequested && !Answers(cancellation))
            _stopped = $"the GPU does not answer after {check.Name}";
    }

    /// <summary>After a killed process the GPU may hang. Then every further step would wait for its limit.</summary>
    private bool Answers(CancellationToken cancellation)
    {
        var limit = Math.Min(list.Probe.LimitSeconds, Math.Max(1, timetable.LeftSeconds));
        return place.Start("probe", Alternates.Of(list.Probe.Command, side), limit, cancellation).ExitCode == 0;
    }

    private void Close(StepEnded ended, string? log)
    {
        _verdicts[ended.Check] = ended.Verdict;
        place.Journal.Add(ended);
        place.Pack();
        report.Step(ended, log);
    }
}
