using System.Text.Json.Nodes;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using NJsonSchema;
using Xunit;

namespace GpuBench.Tests.Measuring;

/// <summary>The cost of a launch in a file, as written and after an edit.</summary>
public sealed class ReadLaunchCostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static ResultDocument Document() => Rows.Document(ModelRows.Decode());

    private ResultRow ReadAfter(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(ResultFile.Serialize(Document()))!.AsObject();
        change(json["rows"]![0]!.AsObject());
        File.WriteAllText(_folder.Combine("results.json"), json.ToJsonString());
        return ResultFile.Read(_folder.Combine("results.json"), WorkloadDefinitions.All).Rows[0];
    }

    [Fact]
    public void A_row_with_the_cost_of_its_rounds_stays_valid()
    {
        var row = ReadAfter(_ => { });
        Assert.Equal((TrialStatus.Ok, null), (row.Status, row.Reason));
    }

    [Fact]
    public void The_cost_is_written_again_as_it_was_with_members_of_a_newer_version()
    {
        var cost = "";
        var row = ReadAfter(json =>
        {
            json["launchCost"]!["ofANewerVersion"] = 7;
            cost = json["launchCost"]!.ToJsonString();
        });
        Assert.Contains(cost, ResultFile.Serialize(Rows.Document(row)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_an_older_file_has_no_cost_and_stays_valid()
    {
        var row = ReadAfter(json => json.Remove("launchCost"));
        Assert.Equal((TrialStatus.Ok, null), (row.Status, row.LaunchCost));
        Assert.DoesNotContain("launchCost", ResultFile.Serialize(Rows.Document(row)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p50Seconds", 0, "launchCost.p50Seconds is 0, which is impossible")]
    [InlineData("p50Seconds", 1, "launchCost.p50Seconds is 1, above p95Seconds, ")]
    [InlineData("p95Seconds", 1, "launchCost.p95Seconds is 1, above p99Seconds, ")]
    [InlineData("p99Seconds", 1, "its launchCost.p99Seconds is 1, but its rounds give ")]
    [InlineData("hostSeconds", -1, "launchCost.hostSeconds is -1, which is impossible")]
    [InlineData("hostSeconds", 1, "its launchCost.hostSeconds is 1, but its rounds give ")]
    [InlineData("enqueueSeconds", 1, "its launchCost.enqueueSeconds is 1, but its rounds give ")]
    [InlineData("joules", 0, "launchCost.joules is 0, which is impossible")]
    [InlineData("joules", 9, "its launchCost.joules is 9, but its rounds give 4")]
    [InlineData("joules", null, "its launchCost.joules is null, but its rounds give 4")]
    [InlineData("joulesPerToken", 4, "its launchCost.joulesPerToken is 4, but its rounds give 2")]
    [InlineData("peakMemoryBytes", -1, "launchCost.peakMemoryBytes is -1, which is impossible")]
    [InlineData("peakMemoryBytes", 1, "its launchCost.peakMemoryBytes is 1, but its rounds give ")]
    [InlineData("kernels", 0, "launchCost.kernels is 0, which is impossible")]
    [InlineData("kernels", 7, "its launchCost.kernels is 7, but its rounds give 291")]
    public void A_cost_that_the_rounds_do_not_give_makes_the_row_suspect(string member, int? value, string reason)
    {
        var row = ReadAfter(json => json["launchCost"]![member] = value);
        Assert.Equal(TrialStatus.Suspect, row.Status);
        Assert.Contains(reason, row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edited_energy_counter_makes_the_row_suspect()
    {
        var row = ReadAfter(json => json["rounds"]![1]!["telemetryAfter"]!["energyJoules"] = 99_000);
        Assert.Equal(TrialStatus.Suspect, row.Status);
        Assert.StartsWith("its launchCost.joules is 4, but its rounds give ", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_allows_the_cost_and_refuses_an_impossible_one()
    {
        var schema = await JsonSchema.FromFileAsync(Repository.File("results/schemas/results.schema.json"));
        var json = JsonNode.Parse(ResultFile.Serialize(Document()))!;
        Assert.Empty(schema.Validate(json.ToJsonString()));
        foreach (var member in json["rows"]![0]!["launchCost"]!.AsObject().Select(member => member.Key).ToList())
        {
            var edited = json.DeepClone();
            edited["rows"]![0]!["launchCost"]![member] = -1;
            Assert.NotEmpty(schema.Validate(edited.ToJsonString()));
        }
    }
}
