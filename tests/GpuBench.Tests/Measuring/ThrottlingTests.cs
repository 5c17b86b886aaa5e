using System.Text.Json.Nodes;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Tests.Fakes;
using NJsonSchema;
using Xunit;

namespace GpuBench.Tests.Measuring;

/// <summary>Reduced clocks, from the reasons in one reading to the row of the results.</summary>
public sealed class ThrottlingTests
{
    [Theory]
    [InlineData("idle", false)]
    [InlineData("clock-setting", false)]
    [InlineData("display-clock", false)]
    [InlineData("power-cap", true)]
    [InlineData("sync-boost", true)]
    [InlineData("thermal", true)]
    [InlineData("thermal-hardware", true)]
    [InlineData("hardware-slowdown", true)]
    [InlineData("power-brake", true)]
    [InlineData("a word of a newer version", true)]
    public void Idle_clocks_and_clock_settings_are_not_throttling(string reason, bool isThrottling) =>
        Assert.Equal(isThrottling ? [reason] : [], Throttling.Of(new Telemetry { ThrottleReasons = [reason] }));

    [Fact]
    public void A_power_cap_and_a_boost_group_are_not_slowdowns() => Assert.Equal(
        ["thermal", "hardware-slowdown", "thermal-hardware", "power-brake"],
        ((string[])["power-cap", "sync-boost", "thermal", "hardware-slowdown", "thermal-hardware", "power-brake", "idle"])
            .Where(ThrottleReason.IsSlowdown));

    [Fact]
    public void A_round_has_the_reasons_of_both_readings_once()
    {
        Assert.Equal(["power-cap", "thermal"], Throttling.Of(RoundWith(0, ["idle", "power-cap"], ["thermal", "power-cap"])));
        Assert.Equal(["thermal"], Throttling.Of(RoundWith(0, null, ["thermal", "idle"])));
        Assert.Empty(Throttling.Of(RoundWith(0, ["idle"], null))!);
        Assert.Empty(Throttling.Of(RoundWith(0, [], []))!);
    }

    [Fact]
    public void The_throttling_of_a_round_without_a_reading_is_unknown()
    {
        Assert.Null(Throttling.Of(Plans.Round(0, 1)));
        Assert.Null(Throttling.Of(RoundWith(0, null, null)));
    }

    [Fact]
    public async Task A_row_has_its_throttled_rounds_with_their_reasons()
    {
        var document = Built(
            RoundWith(0, [], ["power-cap"]), RoundWith(1, ["idle"], ["clock-setting"]), RoundWith(2, ["thermal"], ["power-cap"]));
        var json = ResultFile.Serialize(document);
        Assert.Contains(
            """
            "throttledRounds":[{"round":0,"reasons":["power-cap"]},{"round":2,"reasons":["thermal","power-cap"]}],
            """,
            json, StringComparison.Ordinal);

        var schema = await JsonSchema.FromFileAsync(Repository.File("results/schemas/results.schema.json"));
        var known = JsonNode.Parse(json)!;
        known["rows"]![0]!["engine"] = "ilgpu";
        Assert.Empty(schema.Validate(known.ToJsonString()));
        known["rows"]![0]!["throttledRounds"]![0]!["reasons"] = new JsonArray();
        Assert.NotEmpty(schema.Validate(known.ToJsonString()));

        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Combine("results.json"), json);
        Assert.Equal(json, ResultFile.Serialize(ResultFile.Read(folder.Combine("results.json"), Plans.Definitions)));
    }

    [Fact]
    public void A_row_without_a_throttled_round_has_no_list_of_throttled_rounds()
    {
        foreach (var document in (ResultDocument[])[Built(Plans.Round(0, 1)), Built(RoundWith(0, ["idle"], ["clock-setting"]))])
        {
            Assert.Null(document.Rows[0].ThrottledRounds);
            Assert.DoesNotContain("throttledRounds", ResultFile.Serialize(document), StringComparison.Ordinal);
        }
    }

    private static Round RoundWith(int index, IReadOnlyList<string>? before, IReadOnlyList<string>? after) => Plans.Round(index, 1e-3) with
    {
        TelemetryBefore = new Telemetry { ThrottleReasons = before },
        TelemetryAfter = new Telemetry { ThrottleReasons = after },
    };

    /// <summary>The document of a run with one trial, built from a journal.</summary>
    private static ResultDocument Built(params Round[] rounds)
    {
        var request = new RunRequest { Rounds = rounds.Length, Axes = [AxisValues.Parse("n=10")] };
        var started = Plans.Started(Plans.Create(request));
        var key = started.Plan.Devices[0].Trials[0].Trial.Key;
        JournalEntry[] entries =
        [
            .. rounds.Select(round => Plans.Finished(key, round.Index, 1e-3) with { Round = round }),
            new RunEnded(DateTimeOffset.UnixEpoch),
        ];
        return DocumentBuilder.Build(new RunProgress(started, entries), entries, Plans.Definitions);
    }
}
