using System.Diagnostics;
using System.Text.Json.Nodes;
using GpuBench.Measuring.Journals;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>Runs at the same time in separate processes. No two of them write the same file.</summary>
[Trait("Tier", "all")]
public sealed class ParallelRunTests : IDisposable
{
    private static readonly string[] Small =
    [
        "run", "--suite", "ci", "--device", "cpu", "--engine", "ilgpu", "--workload", "link",
        "--budget", "1h", "--format", "csv",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private CliResult Run(params string[] arguments) => Cli.Run(_folder.FullName, arguments);

    [Fact]
    public void Three_parallel_runs_in_one_folder_write_three_files()
    {
        // For every second in which they may begin, the first file name already exists.
        Directory.CreateDirectory(_folder.Combine("gpubench-results"));
        var begin = DateTime.UtcNow;
        for (var second = 0; second < 1200; second++)
            File.WriteAllText(_folder.Combine($"gpubench-results/{begin.AddSeconds(second):yyyyMMdd-HHmmss}.json"), "somebody's work");

        var results = new CliResult[3];
        Parallel.For(0, results.Length, new() { MaxDegreeOfParallelism = 3 }, i => results[i] = Run(Small));

        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.Error));
        var journals = Directory.GetFiles(_folder.Combine("gpubench-results"), "*.journal.jsonl");
        Assert.Equal(3, journals.Length);
        foreach (var journal in journals)
        {
            Assert.Equal(JournalState.Finished, JournalStates.Of(journal));
            var document = journal[..^".journal.jsonl".Length];
            Assert.Matches("-[2-4][.]json$", document);
            var saved = $"saved to gpubench-results/{Path.GetFileName(document)}";
            Assert.Contains(results, result => result.Error.Contains(saved, StringComparison.Ordinal));
            var rows = JsonNode.Parse(File.ReadAllText(document))!["rows"]!.AsArray();
            // A busy machine may skip a row for lack of time. That is not a fault of the files.
            Assert.Contains(rows, row => row!["status"]!.GetValue<string>() is "ok" or "skipped");
        }
    }

    [Fact]
    public void The_refusal_of_an_existing_file_depends_on_whether_it_is_in_use_unfinished_or_finished()
    {
        string[] again = [.. Small, "--out", "a.json"];
        using (var first = Process.Start(Cli.Command(_folder.FullName, [.. again, "--rounds", "1000"]))!)
        {
            first.StandardInput.Close();
            _ = first.StandardOutput.ReadToEndAsync();
            _ = first.StandardError.ReadToEndAsync();
            bool IsAtWork() => first.HasExited || JournalCheck.HasRound(_folder.Combine("a.json.journal.jsonl"));
            Assert.True(SpinWait.SpinUntil(IsAtWork, TimeSpan.FromMinutes(10)));
            Assert.False(first.HasExited);
            Refuses("another process writes it", "--resume", again);
            Refuses("another process writes it", "add --resume", "run", "--resume", "--out", "a.json");
            first.Kill(entireProcessTree: true);
            first.WaitForExit();
        }
        Refuses("add --resume", "another process", again);
        var before = JournalCheck.FinishedRounds(_folder.Combine("a.json.journal.jsonl"));
        Assert.NotEmpty(before);
        Shorten(_folder.Combine("a.json.journal.jsonl"));
        Assert.Equal(0, Run("run", "--resume", "--out", "a.json").ExitCode);
        Refuses("choose another --out", "--resume", again);
    }

    private void Refuses(string says, string saysNot, params string[] arguments)
    {
        var result = Run(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(says, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain(saysNot, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    /// <summary>The plan was long so that the run could not end too early. The rest of the plan is not needed.</summary>
    private static void Shorten(string journal)
    {
        var lines = File.ReadAllLines(journal);
        var header = JsonNode.Parse(lines[0])!;
        header["plan"]!["rounds"] = 3;
        lines[0] = header.ToJsonString();
        File.WriteAllText(journal, string.Join('\n', lines) + "\n");
    }
}
