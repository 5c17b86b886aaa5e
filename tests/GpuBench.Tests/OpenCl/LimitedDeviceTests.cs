using System.Text.Json.Nodes;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.OpenCl;

/// <summary>
/// Runs on devices with small limits. Every row has a value or the reason why it has none. The stand-in refuses calls that exceed a limit.
/// </summary>
[Trait("Tier", "all")]
public sealed class LimitedDeviceTests(StandInLoader loader) : IClassFixture<StandInLoader>, IDisposable
{
    private static readonly string[] Ci =
    [
        "run", "--device", "opencl:0", "--engine", "ilgpu", "--suite", "ci", "--rounds", "1", "--budget", "15m",
        "--json", "--out", "small.json",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [StandInTheory]
    [InlineData("STANDIN_NUMBERS", "0x1004=64")]
    [InlineData("STANDIN_NUMBERS", "0x1004=1,0x1005=1")]
    [InlineData("STANDIN_NUMBERS", "0x1023=16384")]
    [InlineData("STANDIN_NUMBERS", "0x1023=0,0x1002=1")]
    [InlineData("STANDIN_NUMBERS", "0x1000=4,0x1023=16384,0x1004=64")]
    [InlineData("STANDIN_NUMBERS", "0x1000=4,0x1004=1,0x1005=1,0x1002=1")]
    [InlineData("STANDIN_GROUP", "32")]
    [InlineData("STANDIN_GROUP", "24")]
    [InlineData("STANDIN_TEXTS", "0x1030=cl_khr_byte_addressable_store")]
    public void Every_workload_runs_on_a_device_with_small_limits(string variable, string value)
    {
        var rows = Rows([(variable, value)]);
        foreach (var workload in (string[])["stream", "matmul", "attention", "peak", "link"])
            Assert.Contains(rows, row => Text(row, "workload") == workload && Text(row, "status") == "ok");
        Assert.All(rows.Where(row => Text(row, "status") is not "ok"), row => Assert.NotEmpty(Text(row, "reason")));
        Assert.Empty(rows.Where(row => Text(row, "status") is "failed" or "suspect").Select(row => Text(row, "reason")));
    }

    [StandInFact]
    public void A_trial_beyond_the_maximum_allocation_is_skipped_with_the_arithmetic()
    {
        var rows = Rows([("STANDIN_NUMBERS", "0x1010=65536")]);
        Assert.DoesNotContain(rows, row => Text(row, "status") is "failed" or "suspect");
        Assert.Contains(rows, row => Text(row, "status") == "skipped" && Text(row, "reason").Contains("at once", StringComparison.Ordinal));
        Assert.Contains(rows, row => Text(row, "status") == "ok");
    }

    [StandInFact]
    public void A_timer_that_does_not_advance_is_not_used()
    {
        var rows = Rows([("STANDIN_PROFILING", "constant")], "--workload", "stream");
        Assert.All(rows, row => Assert.Equal("ok", Text(row, "status")));
        var document = File.ReadAllText(_folder.Combine("small.json"));
        Assert.Contains("host-stopwatch", document, StringComparison.Ordinal);
        Assert.Contains("profiling timestamps advanced by 0 ns in 2 ms", document, StringComparison.Ordinal);
    }

    [StandInFact]
    public void A_driver_that_times_markers_but_no_barriers_is_timed_by_markers()
    {
        var rows = Rows([("STANDIN_PROFILING", "barriers")], "--workload", "stream");
        Assert.All(rows, row => Assert.Equal("ok", Text(row, "status")));
        Assert.Contains("opencl-profiling", File.ReadAllText(_folder.Combine("small.json")), StringComparison.Ordinal);
    }

    private List<JsonNode?> Rows(IEnumerable<(string Variable, string Value)> lies, params string[] more)
    {
        var result = loader.Run(_folder.FullName, lies, [.. Ci, .. more]);
        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        return [.. JsonNode.Parse(result.Output)!["rows"]!.AsArray()];
    }

    private static string Text(JsonNode? row, string field) => row![field]?.GetValue<string>() ?? "";
}
