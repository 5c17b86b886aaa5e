using System.Diagnostics;
using System.Text.Json.Nodes;
using GpuBench.Testing;
using GpuBench.Tests.Fakes;
using NJsonSchema;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>The program as a user runs it, on ILGPU's CPU accelerator.</summary>
public sealed class RunTests : IDisposable
{
    private static readonly string[] Small =
    [
        "run", "--suite", "ci", "--device", "cpu", "--engine", "ilgpu", "--workload", "stream,link", "--axis", "op=copy,triad",
        "--budget", BusyMachine.Budget,
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static JsonArray Rows(string json) => JsonNode.Parse(json)!["rows"]!.AsArray();

    private static string Text(JsonNode? row, string field) => row![field]?.GetValue<string>() ?? "";

    [Fact]
    public async Task The_ci_suite_gives_a_valid_document_with_a_value_for_every_workload()
    {
        var result = Cli.Run(
            _folder.FullName, "run", "--suite", "ci", "--device", "cpu", "--budget", BusyMachine.Budget, "--json", "--out", "ci.json");
        Assert.True(result.ExitCode == 0, result.Error);

        var schema = await JsonSchema.FromFileAsync(Repository.File("results/schemas/results.schema.json"));
        Assert.Empty(schema.Validate(result.Output));
        Assert.Equal(result.Output, File.ReadAllText(_folder.Combine("ci.json")));

        var measured = Rows(result.Output).Where(row => Text(row, "status") == "ok" || BusyMachine.Excuses(row)).ToList();
        foreach (var workload in (string[])["peak", "stream", "link", "matmul", "attention"])
            Assert.Contains(measured, row => Text(row, "workload") == workload && Text(row, "engine") == "ilgpu");
        Assert.Empty(Rows(result.Output).Where(row => Text(row, "status") is "failed" or "suspect").Select(row => Text(row, "reason")));
        Assert.StartsWith("gpubench: saved to ci.json; ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_refuses_what_is_not_a_results_document()
    {
        var schema = await JsonSchema.FromFileAsync(Repository.File("results/schemas/results.schema.json"));
        var document = JsonNode.Parse(GpuBench.Measuring.Results.ResultFile.Serialize(Plans.Document(1e-3)))!;
        document["rows"]![0]!["engine"] = "ilgpu";
        document["rows"]![0]!["workload"] = "matmul";
        Assert.Empty(schema.Validate(document.ToJsonString()));
        foreach (var (field, value) in ((string, JsonNode?)[])
            [("median", 0), ("unit", "gpu"), ("status", "fine"), ("rounds", new JsonArray()), ("reason", "because")])
        {
            var broken = document.DeepClone();
            broken["rows"]![0]![field] = value?.DeepClone();
            Assert.NotEmpty(schema.Validate(broken.ToJsonString()));
        }
    }

    [Theory]
    [InlineData("Kill", "killed (signal 9)")]
    [InlineData("Idle", "wrong result before timing")]
    public void A_fault_in_one_workload_fails_only_its_rows(string fault, string reason) => RequireTheOthers(fault, reason);

    [Theory, Trait("Tier", "all")]
    [InlineData("Abort", "aborted by a native library")]
    [InlineData("Throw", "injected fault")]
    public void An_abort_or_exception_of_a_worker_fails_only_its_rows(string fault, string reason) => RequireTheOthers(fault, reason);

    private void RequireTheOthers(string fault, string reason)
    {
        var command = Cli.Command(_folder.FullName, [.. Small, "--json", "--out", "faulty.json"]);
        command.Environment["GPUBENCH_FAULT"] = $"{fault}@stream";
        var result = Cli.Run(command);
        Assert.Equal(1, result.ExitCode);
        foreach (var row in Rows(result.Output))
        {
            if (Text(row, "workload") == "stream")
                Assert.Contains(reason, Text(row, "reason"), StringComparison.Ordinal);
            else if (Text(row, "status") != "unsupported" && !BusyMachine.Excuses(row))
                Assert.Equal("ok", Text(row, "status"));
        }
    }

    /// <summary>Two trials hang for ten seconds each, because there is time for both.</summary>
    [Fact, Trait("Tier", "all")]
    public void A_hang_fails_only_its_row()
    {
        var command = Cli.Command(_folder.FullName, [.. Small, "--json", "--out", "hanging.json"]);
        command.Environment["GPUBENCH_FAULT"] = "Hang@stream";
        var result = Cli.Run(command);
        Assert.Equal(1, result.ExitCode);
        foreach (var row in Rows(result.Output).Where(row => Text(row, "status") != "unsupported"))
            if (Text(row, "workload") == "stream")
                Assert.Contains("hangs: its first launch did not end within 10 s", Text(row, "reason"), StringComparison.Ordinal);
            else
                Assert.Equal(("ok", 3), (Text(row, "status"), row!["rounds"]!.AsArray().Count));
    }

    [Fact]
    public void A_full_disk_gives_one_error_line_and_the_run_can_be_resumed()
    {
        string[] run = [.. Small, "--out", "full.json"];
        var result = Cli.RunInShell(_folder.FullName, "export DOTNET_EnableWriteXorExecute=0; trap '' XFSZ; ulimit -f 16", run);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cannot save", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("--resume", result.Error, StringComparison.Ordinal);

        var before = JournalCheck.FinishedRounds(_folder.Combine("full.json.journal.jsonl"));
        Assert.Equal(0, Cli.Run(_folder.FullName, "run", "--resume", "--out", "full.json").ExitCode);
        Assert.Equal(before, JournalCheck.FinishedRounds(_folder.Combine("full.json.journal.jsonl")).Take(before.Count));
    }

    [Fact]
    public async Task An_interrupted_run_saves_its_rounds_and_can_be_resumed()
    {
        // The run hangs after the first rounds. So it has not ended when the interruption comes, even if that is late.
        var command = Cli.Command(_folder.FullName, [.. Small, "--out", "cut off.json", "--json"]);
        command.Environment["GPUBENCH_FAULT"] = "Hang@link";
        // If a shell starts the tests in the background, the tests and their child processes ignore the signal.
        command.ArgumentList.Insert(0, command.FileName);
        command.ArgumentList.Insert(0, "--default-signal=INT");
        command.FileName = "env";
        using var process = Process.Start(command)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var journal = _folder.Combine("cut off.json.journal.jsonl");
        Assert.True(TimeLimit.Of(TimeSpan.FromMinutes(1)).WaitFor(() => JournalCheck.HasRound(journal)));
        using (var interrupt = Process.Start("kill", ["-INT", $"{process.Id}"])!)
            interrupt.WaitForExit();
        await process.WaitForExitAsync();
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("gpubench run --resume --out 'cut off.json'", await error, StringComparison.Ordinal);
        Assert.Contains(Rows(await output), row => Text(row, "stopped") == "interrupted");

        var resumed = Cli.Run(_folder.FullName, "run", "--resume", "--out", "cut off.json", "--json");
        Assert.Equal(0, resumed.ExitCode);
        Assert.All(
            Rows(resumed.Output).Where(row => Text(row, "status") == "ok"),
            row => Assert.Equal(3, row!["rounds"]!.AsArray().Count));
        Assert.Single(JsonNode.Parse(resumed.Output)!["manifest"]!["resumedAt"]!.AsArray());
    }

    [Fact]
    public void A_run_is_resumed_only_on_the_machine_where_it_started()
    {
        Assert.Equal(0, Cli.Run(_folder.FullName, [.. Small, "--out", "a.json"]).ExitCode);
        var journal = _folder.Combine("a.json.journal.jsonl");
        var lines = File.ReadAllLines(journal);
        var header = JsonNode.Parse(lines[0])!;
        header["manifest"]!["host"]!["cpu"] = "Another Processor";
        lines[0] = header.ToJsonString();
        File.WriteAllText(journal, string.Join('\n', lines) + "\n");
        var result = Cli.Run(_folder.FullName, "run", "--resume", "--out", "a.json");
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("Another Processor", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_format_contains_the_same_rows()
    {
        Assert.Equal(0, Cli.Run(_folder.FullName, [.. Small, "--out", "a.json"]).ExitCode);
        // A finished run that is resumed measures nothing and prints its results again.
        string Print(string format) => Cli.Run(_folder.FullName, "run", "--resume", "--out", "a.json", "--format", format).Output;
        var rows = Rows(Print("json"));
        Assert.Equal(rows.Count + 1, Print("csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("| stream fp32 copy 65.5 k warm |", Print("md"), StringComparison.Ordinal);
        Assert.Contains("stream fp32 copy 65.5 k", Print("table"), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Print("table"));
    }

    [Fact]
    public void A_dry_run_lists_the_trials_and_measures_nothing()
    {
        var result = Cli.Run(_folder.FullName, [.. Small, "--dry-run"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("op=copy,n=65536", result.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
    }
}
