using GpuBench.GpuChecks.Checks;
using GpuBench.GpuChecks.Judging;

namespace GpuBench.GpuChecks.Tests.Judging;

public sealed class LogJudgeTests
{
    private const string Log = "Name : SomeGPU 80GB\nrate 2.9 TB/s\nrate 3.1 TB/s\nlow 700 GB/s\n";

    private static readonly LogPattern Rate = new(
        @"^rate (?<value>\S+) (?<prefix>[GT])B/s", "rate", "B/s",
        [new("OtherGPU", AtLeast: 9e12), new(AtLeast: 2.8e12, AtMost: 3.2e12)]);

    [Fact]
    public void A_log_that_meets_every_expectation_has_no_problem()
    {
        var judgement = Judge([new(@"^Name : (?<device>.+)$"), Rate], Log);
        Assert.Empty(judgement.Problems);
        Assert.Equal("SomeGPU 80GB", judgement.Facts["device"]);
        Assert.Equal([2.9e12, 3.1e12], judgement.Values.Select(value => value.Value));
        Assert.All(judgement.Values, value => Assert.True(value.IsMet));
    }

    [Fact]
    public void Every_matched_value_must_meet_the_bar_of_its_device()
    {
        Assert.Equal(["rate: 2.5 TB/s, 2.8 TB/s … 3.2 TB/s is asked for"], Judge([Rate], "rate 3.1 TB/s\nrate 2.5 TB/s\n").Problems);
        Assert.Equal(["rate: 4 TB/s, 2.8 TB/s … 3.2 TB/s is asked for"], Judge([Rate], "rate 4 TB/s\n").Problems);
        Assert.Equal(["rate: 3 TB/s, at least 9 TB/s is asked for"], Judge([Rate], "rate 3 TB/s\n", device: "the OtherGPU").Problems);
    }

    [Fact]
    public void A_wrong_exit_code_an_unmatched_pattern_and_a_missing_or_empty_file_are_problems()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("empty.json"), "");
        var check = Check(new(ExitCode: "0", [new("^absent$")], ["empty.json", "none.json"]));
        var judgement = LogJudge.Judge(check, Side.Gpu, 3, Log, folder.Path, "");
        Assert.Equal(
            ["exit code 3, expected 0", "nothing in the log matches ^absent$", "empty.json was not written", "none.json was not written"],
            judgement.Problems);
    }

    [Fact]
    public void A_value_that_is_not_a_number_is_a_problem_on_both_sides()
    {
        Assert.Equal(["rate: 'fast' is not a number"], Judge([Rate], "rate fast TB/s\n").Problems);
        Assert.Equal(["rate: 'fast' is not a number"], Judge([Rate], "rate fast TB/s\n", side: Side.Rehearsal).Problems);
    }

    [Fact]
    public void A_rehearsal_is_judged_by_its_own_pattern_and_exit_code_and_without_bars()
    {
        var twoSided = Rate with { Pattern = Rate.Pattern.Replace("rate", "{rate|low}", StringComparison.Ordinal) };
        var check = Check(new(ExitCode: "{0|3}", [twoSided], Descending: [["rate", "rate"]]));
        Assert.Empty(LogJudge.Judge(check, Side.Rehearsal, 3, Log, "/", "").Problems);
        Assert.NotEmpty(LogJudge.Judge(check, Side.Rehearsal, 0, Log, "/", "").Problems);
        Assert.Equal(7e11, Assert.Single(LogJudge.Judge(check, Side.Rehearsal, 3, Log, "/", "").Values).Value);
    }

    [Fact]
    public void Values_of_a_descending_list_must_descend()
    {
        IReadOnlyList<LogPattern> patterns = [new(@"^a (?<value>\S+)", "a"), new(@"^b (?<value>\S+)", "b")];
        var check = Check(new(Log: patterns, Descending: [["a", "b"]]));
        Assert.Empty(LogJudge.Judge(check, Side.Gpu, 0, "a 2\nb 1\n", "/", "").Problems);
        Assert.Equal(["a is not above b: 1 and 1"], LogJudge.Judge(check, Side.Gpu, 0, "a 1\nb 1\n", "/", "").Problems);
    }

    [Fact]
    public void A_wrong_prediction_does_not_fail_the_check()
    {
        var check = Check(new()) with
        {
            Predictions =
            [
                new("right", @"^rate (?<value>\S+) (?<prefix>T)", 2.8e12, 3e12, "B/s", "model"),
                new("wrong", @"^rate (?<value>\S+) (?<prefix>T)", 1e12, 2e12, "B/s", "model"),
                new("of another", "(?<value>absent)", 1, 2, "", "model", "OtherGPU"),
            ],
        };
        var judgement = LogJudge.Judge(check, Side.Gpu, 0, Log, "/", "SomeGPU");
        Assert.Empty(judgement.Problems);
        Assert.Equal([("right", true), ("wrong", false)], judgement.Values.Select(value => (value.Name, value.IsMet!.Value)));
        // In a rehearsal the pattern must find its number.
        Assert.Single(
            LogJudge.Judge(check, Side.Rehearsal, 0, Log, "/", "").Problems,
            problem => problem.Contains("'of another'", StringComparison.Ordinal));
    }

    private static GpuCheck Check(Expectation expectation) => new("name", "p", "c", "s", LimitSeconds: 1, Expect: expectation);

    private static Judgement Judge(IReadOnlyList<LogPattern> patterns, string log, string device = "SomeGPU", Side side = Side.Gpu) =>
        LogJudge.Judge(Check(new(Log: patterns)), side, 0, log, "/", device);
}
