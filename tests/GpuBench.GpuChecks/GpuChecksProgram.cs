using System.Diagnostics;
using System.Runtime.InteropServices;
using GpuBench.GpuChecks.Checks;
using GpuBench.GpuChecks.Rehearsing;
using GpuBench.GpuChecks.Reporting;
using GpuBench.GpuChecks.Running;
using GpuBench.Testing;

namespace GpuBench.GpuChecks;

/// <summary>Runs what the command line selects.</summary>
internal static class GpuChecksProgram
{
    // On a slow machine the time limit must not end a step of a rehearsal.
    private const double RehearsalSeconds = 24 * 3600;
    private const double RehearsalLimitFactor = 20;

    public static int Run(ProgramArguments arguments, Installation installation, TextWriter output)
    {
        var list = CheckList.Load(arguments.ListFile ?? Path.Combine(installation.Folder, CheckList.FileName));
        if (arguments.List)
        {
            foreach (var check in list.Checks)
                output.WriteLine($"{check.Name,-28} {(check.IsAutomated ? check.Purpose : $"{check.Purpose} (by hand: {check.ByHand})")}");
            return 0;
        }

        if (arguments.Take is { } archive)
            return Take(list, archive, arguments.Into, installation, output);
        var chosen = Choose(list, arguments.Only);
        using var interruption = new CancellationTokenSource();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            interruption.Cancel();
        }

        var work = Directory.CreateTempSubdirectory("gpu-run-").FullName;
        try
        {
            return arguments.Rehearse || arguments.Damage
                ? Rehearse(list, chosen, arguments, installation, work, output, interruption.Token)
                : OnGpu(list, chosen, arguments, installation, work, output, interruption.Token);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static IReadOnlyList<GpuCheck> Choose(CheckList list, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (list.Checks.FirstOrDefault(check => check.Name == name) is not { IsAutomated: true })
                throw new UsageException($"there is no automated check '{name}'; see --list");
        }

        return [.. list.Automated.Where(check => names.Count == 0 || names.Contains(check.Name))];
    }

    private static int OnGpu(
        CheckList list, IReadOnlyList<GpuCheck> chosen, ProgramArguments arguments, Installation installation,
        string work, TextWriter output, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var variables = StepEnvironment.Create(installation, work);
        StepEnvironment.AddLibraries(variables, work);
        var timetable = new Timetable(arguments.Seconds, () => Stopwatch.GetElapsedTime(start).TotalSeconds);
        var place = Place(arguments, installation, work, variables);
        return new ChecksRun(list, Side.Gpu, place, timetable, new(output), _ => []).Run(chosen, cancellation);
    }

    private static int Rehearse(
        CheckList list, IReadOnlyList<GpuCheck> chosen, ProgramArguments arguments, Installation installation,
        string work, TextWriter output, CancellationToken cancellation)
    {
        var rehearsal = new Rehearsal(installation, work);
        var variables = rehearsal.Environment();
        rehearsal.Prepare(variables, chosen);
        if (arguments.Damage)
            return new DamageTrial(rehearsal, variables, work, output).Run(chosen, cancellation);
        var place = Place(arguments, installation, work, variables);
        // The inspections take as long as the steps, so they run in parallel with them.
        Lazy<IReadOnlyList<string>> Inspection(GpuCheck check) => new(() => rehearsal.Inspect(check, variables, cancellation));
        var inspections = chosen.ToDictionary(check => check.Name, Inspection);
        var ahead = Task.Run(() => chosen.Select(check => inspections[check.Name].Value).ToList(), CancellationToken.None);
        var timetable = new Timetable(RehearsalSeconds, () => 0, RehearsalLimitFactor * MachinePace.Slowness());
        var run = new ChecksRun(list, Side.Rehearsal, place, timetable, new(output), check => inspections[check.Name].Value);
        var exitCode = run.Run(chosen, cancellation);
        ahead.Wait(CancellationToken.None);
        return exitCode;
    }

    /// <summary>
    /// Without <paramref name="into"/> the archive must come from a GPU run. The document of the checks is then written again.
    /// </summary>
    private static int Take(CheckList list, string archive, string? into, Installation installation, TextWriter output)
    {
        if (into is not null)
        {
            output.WriteLine($"unpacked to {TakenArchive.Take(archive, into, acceptsRehearsal: true, output)}");
            return 0;
        }

        var root = installation.SourceRoot ?? throw new UsageException("--take belongs into the source tree, or give --into FOLDER");
        var results = Path.Combine(root, "results/measured");
        output.WriteLine($"unpacked to {TakenArchive.Take(archive, results, acceptsRehearsal: false, output)}");
        File.WriteAllText(Path.Combine(root, ChecksDocument.FileName), ChecksDocument.Of(list, MeasuredRun.All(results)));
        output.WriteLine($"written: {ChecksDocument.FileName}");
        return 0;
    }

    private static RunPlace Place(ProgramArguments arguments, Installation installation, string work, Dictionary<string, string> variables)
    {
        var archive = Path.Combine(Directory.CreateDirectory(arguments.Out).FullName, ResultArchive.FileName);
        var folder = Directory.CreateDirectory(Path.Combine(work, "run")).FullName;
        return new(folder, archive, installation.Commit, variables, repeats: !arguments.Rehearse);
    }
}
