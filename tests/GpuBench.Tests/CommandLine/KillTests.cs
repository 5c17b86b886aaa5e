using System.Diagnostics;
using System.Text.Json.Nodes;
using GpuBench.Measuring.Journals;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>SIGKILL at random moments: no finished round is lost, none is measured twice.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 50;
    private const int Rounds = 60;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fifty_kills_neither_lose_nor_repeat_a_finished_round()
    {
        var random = new Random(2026);
        var killed = 0;
        for (var run = 0; killed < Kills; run++)
        {
            var file = $"run{run}.json";
            var journal = _folder.Combine(file + ".journal.jsonl");
            while (killed < Kills && !IsFinished(journal))
            {
                var before = JournalCheck.FinishedRounds(journal);
                if (!RunUntil(file, journal, TimeSpan.FromMilliseconds(random.Next(100, 1800))))
                    break;
                killed++;
                var after = JournalCheck.FinishedRounds(journal);
                Assert.Equal(before, after.Take(before.Count));
                Assert.Equal(after.Count, after.Distinct().Count());
            }
            Finish(file, journal);
        }
    }

    /// <returns>False: it ended by itself before.</returns>
    private bool RunUntil(string file, string journal, TimeSpan moment)
    {
        using var process = Process.Start(Command(file, journal))!;
        process.StandardInput.Close();
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(moment))
            return false;
        process.Kill();
        process.WaitForExit();
        return true;
    }

    private ProcessStartInfo Command(string file, string journal) => File.Exists(journal) && new FileInfo(journal).Length > 0
        ? Cli.Command(_folder.FullName, "run", "--resume", "--out", file, "--json")
        : Cli.Command(_folder.FullName, "run", "--suite", "ci", "--device", "cpu", "--engine", "ilgpu", "--workload", "link", "--rounds", $"{Rounds}", "--budget", "1h", "--out", file, "--json");

    private void Finish(string file, string journal)
    {
        var result = Cli.Run(Command(file, journal));
        Assert.True(result.ExitCode == 0, result.Error);
        foreach (var row in JsonNode.Parse(result.Output)!["rows"]!.AsArray().Where(row => row!["status"]!.GetValue<string>() == "ok"))
            Assert.Equal(Enumerable.Range(0, Rounds), row!["rounds"]!.AsArray().Select(round => round!["index"]!.GetValue<int>()));
    }

    private static bool IsFinished(string journal)
    {
        if (!File.Exists(journal) || new FileInfo(journal).Length == 0)
            return false;
        using var file = File.OpenRead(journal);
        return JournalReader.Read(file, journal).Entries[^1] is RunEnded;
    }
}
