using GpuBench.GpuChecks.Checks;
using GpuBench.GpuChecks.Judging;
using GpuBench.GpuChecks.Reporting;
using GpuBench.GpuChecks.Running;

namespace GpuBench.GpuChecks.Tests.Reporting;

public sealed class ChecksDocumentTests
{
    [Fact]
    public void The_document_of_the_repository_matches_the_check_list_and_the_journals()
    {
        var path = Repository.File(ChecksDocument.FileName);
        var text = ChecksDocument.Of(CheckList.Load(Repository.Checks), MeasuredRun.All(Repository.File("results/measured")));
        if (Environment.GetEnvironmentVariable("GPUBENCH_WRITE_DOCS") == "1")
            File.WriteAllText(path, text);
        else
            Assert.Equal(text, File.ReadAllText(path));
    }

    /// <summary>The sentence must be present until a run on a GPU is taken in, and absent after that.</summary>
    [Fact]
    public void The_README_states_that_no_GPU_has_run_the_kernels_until_there_is_a_measured_run() => Assert.Equal(
        MeasuredRun.All(Repository.File("results/measured")).Count == 0,
        File.ReadAllText(Repository.File("README.md")).Contains("**No GPU has run the CUDA kernels yet.**", StringComparison.Ordinal));

    [Fact]
    public void A_check_is_shown_with_its_newest_run_and_a_prediction_with_its_first()
    {
        var check = new GpuCheck(
            "rates", "p", "measure {4096|64} | tee x", "s", LimitSeconds: 5, Expect: new(),
            Predictions:
            [
                new("rate", "(?<value>1)", 1e12, 2e12, "B/s", "model", Cause: "not read"),
                new("low rate", "(?<value>1)", 0, 1e12, "B/s", "model", Cause: "two | three"),
            ]);
        var list = new CheckList(
            [check, check with { Name = "other", Predictions = null }, new GpuCheck("away", "p", "c", "s", ByHand: "no card")],
            new("true", 1));
        var text = ChecksDocument.Of(list, [Run(2, 3e12, Verdict.Failed), Run(1, 1.5e12, Verdict.Passed)]);
        Assert.Contains(
            "| rates | p | `measure 4096 \\| tee x` | s | 1970-01-03, Some GPU, driver 1.2 "
            + "| FAILED<br>rate: 3 TB/s (at least 1 TB/s is asked for)<br>too fast |",
            text, StringComparison.Ordinal);
        Assert.Contains("| other | p | `measure 4096 \\| tee x` | s | not run | – |", text, StringComparison.Ordinal);
        Assert.Contains("| away | p | `c` | s | no card |", text, StringComparison.Ordinal);
        Assert.Contains("| rate | rates | any | model | 1 TB/s … 2 TB/s | 1.5 TB/s | right |", text, StringComparison.Ordinal);
        Assert.Contains("| 0 B/s … 1 TB/s | 1.5 TB/s | wrong: two \\| three |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_prediction_has_its_cause() => Assert.DoesNotContain(
        "wrong |", File.ReadAllText(Repository.File(ChecksDocument.FileName)), StringComparison.Ordinal);

    private static MeasuredRun Run(int day, double value, Verdict verdict)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["device"] = "Some GPU", ["driver"] = "1.2" };
        Reading[] values =
        [
            new("rate", value, "B/s", 1e12, null, value > 2e12),
            new("rate", value, "B/s", 1e12, 2e12, value < 2e12, IsPrediction: true),
            new("low rate", value, "B/s", 0, 1e12, IsMet: false, IsPrediction: true),
        ];
        IReadOnlyList<string> problems = verdict == Verdict.Failed ? ["too fast"] : [];
        return new(
            "x", new(DateTimeOffset.UnixEpoch.AddDays(day), IsRehearsal: false, "", 450),
            [new("rates", verdict, "c", 0, 1, problems, values, facts)]);
    }
}
