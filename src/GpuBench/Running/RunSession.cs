using GpuBench.Measuring;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Running;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising;
using GpuBench.Reports;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Results;
using GpuBench.Terminal;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Running;

/// <summary>One run, from the first line of its journal to its table.</summary>
internal sealed class RunSession(
    IWorkerLauncher launcher, string? libTorchDirectory, Func<ResultNormalizer> normalizerOf, RunSession.Shown shown)
{
    /// <summary>What a run prints.</summary>
    /// <param name="Format">The format of its table.</param>
    /// <param name="IsWide">Whether the format table has all columns.</param>
    /// <param name="IsQuiet">Whether to print no progress on standard error.</param>
    public sealed record Shown(string Format, bool IsWide, bool IsQuiet);

    /// <summary>Trials that one notice names.</summary>
    private const int MaxNamed = 5;

    /// <param name="notice">Printed on standard error; null for none.</param>
    public ExitCode Show(RunPlan plan, string? notice)
    {
        Say(notice);
        Output.Write(PlanReport.Of(plan), shown.Format);
        return ExitCode.Ok;
    }

    /// <param name="notice">As in <see cref="Show"/>.</param>
    /// <param name="outPath">As in <see cref="ResultPaths"/>; null gives a name from the time.</param>
    public ExitCode Start(RunPlan plan, string? notice, string? outPath, CancellationToken cancellation)
    {
        var (paths, journal) = ResultPaths.New(outPath);
        using var open = journal;
        var started = new RunStarted(SchemaVersions.Journal, Manifest.Of(plan, Environment.GetCommandLineArgs()[1..]), plan);
        Say(notice);
        Say(RunNotices.BudgetShared(started));
        WarnOfTheBudget(plan);
        journal.Append(started);
        return Measure(journal, paths, new RunProgress(started, []), cancellation);
    }

    public ExitCode Resume(ResultPaths paths, CancellationToken cancellation)
    {
        var (journal, entries) = Journal.Reopen(paths.Journal);
        using (journal)
        {
            var progress = new RunProgress((RunStarted)entries[0], entries.Skip(1));
            PlanCheck.Require(progress, WorkloadDefinitions.All, paths.Journal);
            RequireSameHost(paths, progress.Started.Manifest.Host);
            if (progress.Finished)
                Say($"the run of {paths.Document} is finished; nothing is left to measure");
            else
                journal.Append(new RunResumed(DateTimeOffset.UtcNow, Environment.GetCommandLineArgs()[1..]));
            return Measure(journal, paths, progress, cancellation);
        }
    }

    private static void Say(string? notice)
    {
        if (notice is not null)
            Progress.Write(Console.Error, $"gpubench: {notice}{Environment.NewLine}");
    }

    private static void WarnOfTheBudget(RunPlan plan)
    {
        var atRisk = plan.Devices.SelectMany(device => device.Trials).Where(planned => planned.MayBeLeftOut).ToList();
        if (atRisk.Count == 0)
            return;
        var named = string.Join("; ", atRisk.Take(MaxNamed).Select(planned => planned.Trial)) + (atRisk.Count > MaxNamed ? "; …" : "");
        Say(
            $"the budget may be too short for {atRisk.Count} trials: {named}. "
            + "'run --dry-run' lists all of them; increase the budget with --budget");
    }

    /// <summary>All rounds of a run must be measured on the same host.</summary>
    private static void RequireSameHost(ResultPaths paths, HostInfo before)
    {
        var here = HostInfo.Read();
        if ((before.Cpu, before.CpuCount) != (here.Cpu, here.CpuCount))
            throw UserError.BadInput(
                $"{paths.Journal}: measured on {before.Cpu} with {before.CpuCount} cores, "
                + $"but this host is {here.Cpu} with {here.CpuCount}; resume the run on its first host");
    }

    private ExitCode Measure(Journal journal, ResultPaths paths, RunProgress progress, CancellationToken cancellation)
    {
        var interrupted = false;
        var normalizer = normalizerOf();
        var observer = Progress.Of(progress, shown.IsQuiet || progress.Finished, normalizer);
        try
        {
            if (!progress.Finished)
                new RunScheduler(journal, progress, launcher, observer, libTorchDirectory).Run(cancellation);
        }
        catch (OperationCanceledException)
        {
            interrupted = true;
        }
        finally
        {
            (observer as IDisposable)?.Dispose();
        }
        var document = normalizer.Fill(DocumentBuilder.Build(progress, journal.ReadAll(), WorkloadDefinitions.All));
        Save(document, paths);
        try
        {
            Output.Write(ResultReport.Of(document, normalizer, ProgramName.AsCalled), shown.Format, shown.IsWide);
        }
        finally
        {
            SayWhereItIs(document, paths, interrupted);
        }
        return interrupted ? ExitCode.Interrupted : FailedCount(document) > 0 ? ExitCode.Failed : ExitCode.Ok;
    }

    private static void Save(ResultDocument document, ResultPaths paths)
    {
        try
        {
            ResultFile.Write(paths.Document, document);
        }
        catch (UserError cause)
        {
            throw UserError.Failed(
                $"{cause.Message}; the measurements are in {paths.Journal}; free disk space, then run: {paths.ResumeCommand}", cause);
        }
    }

    /// <summary>Suspect rows are not counted: their trials did not fail, but their values are not reliable.</summary>
    private static int FailedCount(ResultDocument document) => document.Rows.Count(row => row.Status == TrialStatus.Failed);

    private static string SuspectRows(ResultDocument document)
    {
        var suspect = document.Rows.Where(row => row.Status == TrialStatus.Suspect).ToList();
        if (suspect.Count == 0)
            return "";
        var named = $"{PointText.Of(suspect[0])}: {suspect[0].Reason}";
        return suspect.Count == 1
            ? $"; 1 of {document.Rows.Count} rows is suspect, {named}"
            : $"; {suspect.Count} of {document.Rows.Count} rows are suspect, e.g. {named}";
    }

    private static void SayWhereItIs(ResultDocument document, ResultPaths paths, bool interrupted)
    {
        var failed = FailedCount(document);
        var notBegun = document.Rows.Count(row => row.IsNotBegun);
        if (interrupted)
            Say($"interrupted{(notBegun > 0 ? $"; {notBegun} {(notBegun == 1 ? "trial" : "trials")} not begun" : "")}; "
                + $"the results until now are in {paths.Document}; continue with: {paths.ResumeCommand}");
        else
            Say($"saved to {paths.Document}{(failed > 0 ? $"; {failed} of {document.Rows.Count} trials failed" : "")}"
                + $"{SuspectRows(document)}; {paths.Journal} is needed for --resume only and may be deleted");
    }
}
