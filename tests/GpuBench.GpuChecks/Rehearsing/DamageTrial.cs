using GpuBench.GpuChecks.Checks;
using GpuBench.GpuChecks.Judging;
using GpuBench.GpuChecks.Running;
using GpuBench.Testing;

namespace GpuBench.GpuChecks.Rehearsing;

/// <summary>Tests the rehearsal. Every misspelt word of every command must make the rehearsal fail.</summary>
internal sealed class DamageTrial(Rehearsal rehearsal, IReadOnlyDictionary<string, string> variables, string folder, TextWriter output)
{
    private readonly TimeSpan _patience = TimeLimit.Ample(TimeSpan.FromMinutes(1));

    /// <returns>The exit code: 1 if a misspelt word was not noticed.</returns>
    public int Run(IReadOnlyList<GpuCheck> checks, CancellationToken cancellation)
    {
        var cases = checks
            .SelectMany(check => DamagedCommand.All(check.Command).Select(damaged => (Check: check, Damaged: damaged)))
            .ToList();
        var missed = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, cases.Count, options, index =>
        {
            var (check, damaged) = cases[index];
            if (IsNoticed(check, damaged.Command, index, cancellation))
                return;
            lock (output)
                output.WriteLine($"not noticed: {check.Name}: '{damaged.Word}' in {damaged.Command}");
            Interlocked.Increment(ref missed);
        });
        output.WriteLine(FormattableString.Invariant(
            $"{cases.Count} words of {checks.Count} commands were misspelt; {missed} of them were not noticed"));
        return missed == 0 ? 0 : 1;
    }

    private bool IsNoticed(GpuCheck check, string command, int index, CancellationToken cancellation)
    {
        var damaged = check with { Name = FormattableString.Invariant($"{check.Name}-{index}"), Command = command };
        if (rehearsal.Inspect(damaged, variables, cancellation).Count > 0)
            return true;
        // A word that is misspelt only on the GPU's side does not change the command that really runs.
        if (Alternates.Of(command, Side.Rehearsal) == Alternates.Of(check.Command, Side.Rehearsal))
            return false;
        var results = Directory.CreateDirectory(Path.Combine(folder, "damaged", damaged.Name)).FullName;
        var log = Path.Combine(folder, "damaged", damaged.Name + ".log");
        var rehearsed = Alternates.Of(command, Side.Rehearsal);
        var end = new ProcessGroup(results, variables).Run(rehearsed, log, _patience, cancellation);
        return LogJudge.Judge(damaged, Side.Rehearsal, end.ExitCode, File.ReadAllText(log), results, device: "").Problems.Count > 0;
    }
}
