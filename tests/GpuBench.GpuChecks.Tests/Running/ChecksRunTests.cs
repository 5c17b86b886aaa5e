using System.Formats.Tar;
using System.IO.Compression;
using GpuBench.GpuChecks.Checks;
using GpuBench.GpuChecks.Running;
using GpuBench.Testing;

namespace GpuBench.GpuChecks.Tests.Running;

public sealed class ChecksRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();

    [Fact]
    public void Only_the_checks_that_need_a_failed_check_are_skipped()
    {
        var exitCode = Run(
            [Check("bad", "echo wrong; exit 1"), Check("dependent", "true") with { Needs = "bad" }, Check("good", "echo right")]);
        Assert.Equal(1, exitCode);
        Assert.Equal(
            [("bad", Verdict.Failed), ("dependent", Verdict.Skipped), ("good", Verdict.Passed)],
            Steps().Select(step => (step.Check, step.Verdict)));
        Assert.Equal(["it needs bad, which did not pass"], Steps()[1].Problems);
        Assert.Contains("| wrong", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 passed: good", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_exit_code_is_0_if_all_checks_pass() => Assert.Equal(0, Run([Check("one", "true"), Check("two", "true")]));

    [Fact]
    public void No_check_starts_if_the_remaining_time_is_too_short()
    {
        double Elapsed() => File.Exists(_folder.File("run/results/first")) ? 95 : 0;
        var exitCode = Run([Check("first", "touch first"), Check("second", "touch second")], seconds: 100, Elapsed);
        Assert.Equal(1, exitCode);
        Assert.Equal([Verdict.Passed, Verdict.Skipped], Steps().Select(step => step.Verdict));
        Assert.Equal(["5 s are left, 8 s are needed"], Steps()[1].Problems);
        Assert.False(File.Exists(_folder.File("run/results/second")));
    }

    [Fact]
    public void A_step_gets_its_limit_in_the_variable_LIMIT_SECONDS()
    {
        Run([Check("limit", "echo $LIMIT_SECONDS >limit") with { LimitSeconds = 60 }], seconds: 50, () => 0);
        Assert.Equal("47\n", File.ReadAllText(_folder.File("run/results/limit")));
    }

    [Theory]
    [InlineData("kill -9 $$")]
    [InlineData("sleep 100000")]
    public void The_run_stops_after_a_lost_process_if_the_GPU_does_not_answer(string lost)
    {
        var exitCode = Run([Check("lost", lost) with { LimitSeconds = 1 }, Check("next", "touch next")], probe: "exit 1");
        Assert.Equal(1, exitCode);
        Assert.Equal("the GPU does not answer after lost", Steps()[1].Problems[0]);
        Assert.Equal("the GPU does not answer after lost", Lines().OfType<ChecksEnded>().Single().Stopped);
        Assert.False(File.Exists(_folder.File("run/results/next")));
    }

    [Fact]
    public void The_run_continues_after_a_lost_process_if_the_GPU_answers()
    {
        Run([Check("lost", "kill -9 $$"), Check("next", "true")], probe: "touch asked");
        Assert.Equal([Verdict.Failed, Verdict.Passed], Steps().Select(step => step.Verdict));
        Assert.True(File.Exists(_folder.File("run/results/asked")));
    }

    [Fact]
    public void A_parallel_check_is_judged_after_the_last_check_that_it_runs_beside()
    {
        // It ends only after the next check has run. Without parallel checks it would wait for ever.
        var beside = Check("beside", "until [ -e done ]; do sleep 0.05; done; echo waited") with
        {
            BesideUntil = "next",
            LimitSeconds = 3000,
            Expect = new(Log: [new("^waited$")]),
        };
        Assert.Equal(0, Run([beside, Check("next", "touch done"), Check("last", "true")]));
        Assert.Equal(["next", "beside", "last"], Steps().Select(step => step.Check));
    }

    [Fact]
    public async Task An_interruption_ends_the_step_and_skips_the_rest()
    {
        using var source = new CancellationTokenSource();
        var run = Task.Run(() => Run([Check("long", "touch began; sleep 100000"), Check("next", "true")], cancellation: source.Token));
        Assert.True(TimeLimit.Of(TimeSpan.FromMinutes(1)).WaitFor(() => File.Exists(_folder.File("run/results/began"))));
        await source.CancelAsync();
        Assert.Equal(1, await run);
        Assert.Equal([Verdict.TimedOut, Verdict.Skipped], Steps().Select(step => step.Verdict));
    }

    [Fact]
    public void The_archive_contains_all_results_so_far_after_every_step()
    {
        Run([Check("one", "echo result >one.json"), Check("two", "tar tzf \"$ARCHIVE\" >seen.txt")]);
        var seen = File.ReadAllLines(_folder.File("run/results/seen.txt"));
        Assert.Contains("results/one.json", seen);
        Assert.Contains("logs/one.log", seen);
        Assert.Contains("checks.jsonl", seen);
        Assert.Equal(["gpu-run.tar.gz"], Directory.GetFiles(_folder.File("out")).Select(Path.GetFileName));
        using var file = new GZipStream(File.OpenRead(Archive), CompressionMode.Decompress);
        using var tar = new TarReader(file);
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
            names.Add(entry.Name);
        Assert.Equal(["checks.jsonl", "logs/one.log", "logs/two.log", "results/one.json", "results/seen.txt"], names);
    }

    [Theory]
    [InlineData(true, "3\n")]
    [InlineData(false, "2\n")]
    public void Equal_commands_run_once_if_the_run_does_not_repeat_commands(bool repeats, string expectedLines)
    {
        var count = "echo line >>lines; echo shown";
        var shown = new Expectation(Log: [new("^shown$")]);
        var exitCode = Run(
            [
                Check("one", count) with { Expect = shown },
                Check("two", count) with { Expect = shown },
                Check("three", "echo line >>lines; wc -l <lines >count"),
            ],
            repeats: repeats);
        Assert.Equal(0, exitCode);
        Assert.Equal(expectedLines, File.ReadAllText(_folder.File("run/results/count")));
    }

    [Fact]
    public void A_problem_that_the_inspection_of_a_command_reports_fails_the_check()
    {
        Run([Check("one", "true")], inspect: _ => ["not understood"]);
        Assert.Equal(["not understood"], Steps().Single().Problems);
        Assert.Equal(Verdict.Failed, Steps().Single().Verdict);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    private string Archive => _folder.File("out/gpu-run.tar.gz");

    private static GpuCheck Check(string name, string command) => new(name, "p", command, "s", LimitSeconds: 6000, Expect: new());

    private int Run(
        IReadOnlyList<GpuCheck> checks, double seconds = 100_000, Func<double>? elapsed = null, string probe = "true",
        Func<GpuCheck, IReadOnlyList<string>>? inspect = null, bool repeats = true, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(_folder.File("out"));
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
            ["ARCHIVE"] = Archive,
        };
        var place = new RunPlace(Directory.CreateDirectory(_folder.File("run")).FullName, Archive, "commit", variables, repeats);
        var run = new ChecksRun(
            new(checks, new(probe, 6000)), Side.Gpu, place, new(seconds, elapsed ?? (() => 0)), new(_output), inspect ?? (_ => []));
        return run.Run(checks, cancellation);
    }

    private IReadOnlyList<JournalLine> Lines() => Journal.Read(_folder.File("run/checks.jsonl"));

    private List<StepEnded> Steps() => [.. Lines().OfType<StepEnded>()];
}
