using System.Diagnostics;
using System.Text.Json.Nodes;
using GpuBench.Measuring.Journals;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine.Kills;

/// <summary>
/// Kills short runs again and again, and resumes each until it ends normally. After every kill the journal must start with its earlier
/// content. At the end the document must contain every trial, and each round once.
/// </summary>
internal sealed class KillCampaign(TemporaryFolder folder, int seed)
{
    private const int Rounds = 4;

    private readonly Random _random = new(seed);
    private TimeSpan _wholeRun;
    private string _document = "";

    public KillTally Tally { get; } = new();

    public void Run(int kills)
    {
        for (var run = 0; Tally.Kills < kills; run++)
        {
            _document = folder.Combine($"run{run}.json");
            var start = Stopwatch.GetTimestamp();
            // The first run is not killed: it measures how long a run takes.
            CliResult? end = null;
            while (end is null)
                end = run > 0 && Tally.Kills < kills ? Attack() : Finish();
            RequireWhole(end);
            if (run == 0)
                _wholeRun = Stopwatch.GetElapsedTime(start);
        }
    }

    private string Journal => _document + ".journal.jsonl";

    /// <returns>Null if the run was killed before its end.</returns>
    private CliResult? Attack()
    {
        var before = JournalBytes();
        // A resumed run does not look for devices, which takes half of the time.
        var moment = KillMoment.Draw(_random, before.Length > 0 ? _wholeRun / 2 : _wholeRun);
        using var run = new RunUnderAttack(Command(), _document);
        var killed = run.Attack(moment);
        if (killed)
            Tally.Killed(moment.Target);
        if (moment.Target == KillTarget.Worker || !killed)
            run.Finish();
        else
            Tally.Found(PhaseOf());
        RequireBeginning(before, JournalBytes());
        // If the worker that looks for devices was killed, the run has no device to measure and writes nothing. An earlier kill may have
        // left a journal without a complete line.
        var hasNoDevice = run.ExitCode == 3 && !HasBegun;
        return (killed && moment.Target != KillTarget.Worker) || hasNoDevice ? null : new(run.ExitCode, run.Output, run.Error);
    }

    private static void RequireBeginning(byte[] before, byte[] after) =>
        Assert.True(after.AsSpan().StartsWith(before), "what the journal held before the kill is not there any more");

    private ProcessStartInfo Command()
    {
        if (!HasBegun)
        {
            string[] points = ["--suite", "ci", "--device", "cpu", "--engine", "ilgpu", "--workload", "link"];
            return Cli.Command(
                folder.FullName, ["run", .. points, "--rounds", $"{Rounds}", "--budget", BusyMachine.Budget, "--out", _document, "--json"]);
        }
        return Cli.Command(folder.FullName, "run", "--resume", "--out", _document, "--json");
    }

    /// <summary>Before the first line of the journal is complete, nothing was measured, and the run starts again.</summary>
    private bool HasBegun => JournalBytes().Contains((byte)'\n');

    private byte[] JournalBytes() => JournalCheck.WholeLines(Journal);

    private KillPhase PhaseOf()
    {
        if (Directory.GetFiles(folder.FullName, Path.GetFileName(_document) + ".*.tmp").Length > Tally.Leftovers(_document))
            return Tally.Leave(_document);
        if (!File.Exists(Journal))
            return KillPhase.BeforeTheJournal;
        var whole = JournalBytes();
        if (whole.Length < new FileInfo(Journal).Length || whole.Length == 0)
            return KillPhase.InALine;
        var entries = JournalReader.ReadFile(Journal);
        return entries[^1] is RunEnded
            ? File.Exists(_document) ? KillPhase.AfterTheDocument : KillPhase.BeforeTheDocument
            : entries.Any(entry => entry is RoundFinished) ? KillPhase.BetweenRounds : KillPhase.BeforeTheFirstRound;
    }

    /// <summary>Lets the run continue to its end.</summary>
    private CliResult Finish()
    {
        var before = JournalBytes();
        var end = Cli.Run(Command());
        RequireBeginning(before, JournalBytes());
        return end;
    }

    /// <summary>A run that ended normally has saved every trial.</summary>
    private void RequireWhole(CliResult result)
    {
        Assert.True(result.ExitCode is 0 or 1, $"exit code {result.ExitCode}: {result.Error}");
        Assert.Equal(result.Output, File.ReadAllText(_document));

        var entries = JournalReader.ReadFile(Journal);
        Assert.IsType<RunEnded>(entries[^1]);
        var rows = JsonNode.Parse(result.Output)!["rows"]!.AsArray().ToDictionary(row => row!["key"]!.GetValue<string>());
        var planned = ((RunStarted)entries[0]).Plan.Devices.SelectMany(device => device.Trials).Select(trial => trial.Trial.Key);
        Assert.Equal(planned.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, row) in rows)
            RequireWhole(row!, [.. entries.OfType<RoundFinished>().Where(round => round.Key == key).Select(round => round.Round.Index)]);
        // A trial fails only if its worker was killed.
        Assert.Equal(result.ExitCode == 1, rows.Values.Any(row => Text(row!, "status") == "failed"));
        Tally.Ended();
    }

    private static void RequireWhole(JsonNode row, IReadOnlyList<int> inJournal)
    {
        Assert.Equal(Enumerable.Range(0, inJournal.Count), inJournal);
        Assert.Equal(inJournal, row["rounds"]!.AsArray().Select(round => round!["index"]!.GetValue<int>()));
        switch (Text(row, "status"))
        {
            case "ok":
                Assert.Equal(Rounds, inJournal.Count);
                break;
            case "failed":
                Assert.Contains("killed (signal 9)", Text(row, "reason"), StringComparison.Ordinal);
                break;
            default:
                Assert.Contains(Text(row, "status"), (string[])["unsupported", "skipped"]);
                break;
        }
    }

    private static string Text(JsonNode row, string field) => row[field]?.GetValue<string>() ?? "";
}
