using System.Globalization;
using System.Text.Json.Nodes;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class ResultFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.Combine("results.json");

    public void Dispose() => _folder.Dispose();

    private ResultRow ReadAfter(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(ResultFile.Serialize(Plans.Document(2e-3, 1e-3, 3e-3)))!.AsObject();
        change(json);
        File.WriteAllText(Path, json.ToJsonString());
        return ResultFile.Read(Path, Plans.Definitions).Rows[0];
    }

    private static JsonObject Row(JsonObject document) => document["rows"]![0]!.AsObject();

    [Fact]
    public void Statistics_follow_from_the_samples()
    {
        var row = ReadAfter(_ => { });
        Assert.Equal(TrialStatus.Ok, row.Status);
        Assert.Equal(20 / 2e-3, row.Median!.Value, 1e-6);
        Assert.Equal(20 / 3e-3, row.Low!.Value, 1e-6);
        Assert.Equal(20 / 1e-3, row.High!.Value, 1e-6);
        Assert.Equal("rounds", row.Stopped);
    }

    [Theory]
    [InlineData("median")]
    [InlineData("low")]
    [InlineData("high")]
    [InlineData("predictLow")]
    [InlineData("predictHigh")]
    public void A_number_that_does_not_follow_from_the_samples_makes_the_row_suspect(string field)
    {
        var row = ReadAfter(document => Row(document)[field] = Row(document)[field]!.GetValue<double>() * 1.001);
        Assert.Equal(TrialStatus.Suspect, row.Status);
        Assert.Contains("samples", row.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2e-3, TrialStatus.Ok)]
    [InlineData(2e-4, TrialStatus.Suspect)]
    [InlineData(2.0, TrialStatus.Suspect)]
    public void A_timer_that_contradicts_the_hosts_clock_makes_the_row_suspect(double hostSeconds, TrialStatus expected)
    {
        var row = ReadAfter(document =>
        {
            foreach (var round in Row(document)["rounds"]!.AsArray())
            {
                round!["hostSeconds"] = hostSeconds;
                round["enqueueSeconds"] = 1e-5;
            }
            // It would be the first contradiction.
            Row(document).AsObject().Remove("launchCost");
        });
        Assert.Equal(expected, row.Status);
        if (expected == TrialStatus.Suspect)
            Assert.Contains("so in 2 of 2 rounds", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_without_samples_is_suspect() =>
        Assert.Equal(TrialStatus.Suspect, ReadAfter(document => Row(document)["rounds"] = new JsonArray()).Status);

    [Fact]
    public void Fields_of_a_newer_version_are_kept()
    {
        ReadAfter(document =>
        {
            document["colour"] = "blue";
            Row(document)["taste"] = 7;
            Row(document)["device"]!["smell"] = true;
            document["manifest"]!["weather"] = "fine";
        });
        var written = JsonNode.Parse(ResultFile.Serialize(ResultFile.Read(Path, Plans.Definitions)))!;
        Assert.Equal("blue", written["colour"]!.GetValue<string>());
        Assert.Equal(7, written["rows"]![0]!["taste"]!.GetValue<int>());
        Assert.True(written["rows"]![0]!["device"]!["smell"]!.GetValue<bool>());
        Assert.Equal("fine", written["manifest"]!["weather"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"schemaVersion\":1}")]
    [InlineData("null")]
    public void A_file_that_is_not_a_results_document_is_bad_input_and_is_named(string content)
    {
        File.WriteAllText(Path, content);
        var error = Assert.Throws<UserError>(() => ResultFile.Read(Path, Plans.Definitions));
        Assert.Equal(ExitCode.BadInput, error.ExitCode);
        Assert.Contains(Path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rows")]
    [InlineData("manifest")]
    [InlineData("rows/0")]
    [InlineData("rows/0/rounds")]
    [InlineData("rows/0/rounds/0")]
    [InlineData("rows/0/device")]
    [InlineData("rows/0/point")]
    [InlineData("rows/0/key")]
    public void A_null_in_place_of_a_required_value_is_bad_input(string path)
    {
        var steps = path.Split('/');
        var error = Assert.Throws<UserError>(() => ReadAfter(document =>
        {
            var holder = steps[..^1].Aggregate(
                (JsonNode)document,
                (node, step) => node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!);
            if (holder is JsonArray array)
                array[0] = null;
            else
                holder[steps[^1]] = null;
        }));
        Assert.Equal(ExitCode.BadInput, error.ExitCode);
    }

    [Fact]
    public void Two_rows_of_one_trial_are_bad_input_and_their_key_is_named()
    {
        var error = Assert.Throws<UserError>(() => ReadAfter(document => document["rows"]!.AsArray().Add(Row(document).DeepClone())));
        Assert.Equal(ExitCode.BadInput, error.ExitCode);
        Assert.Contains("two rows have the key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_schema_is_refused_with_what_to_do()
    {
        var error = Assert.Throws<UserError>(() => ReadAfter(document => document["schemaVersion"] = 99));
        Assert.Contains("update", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_fails_leaves_no_file()
    {
        Directory.CreateDirectory(Path); // a folder already has the file's path
        Assert.Equal(ExitCode.Failed, Assert.Throws<UserError>(() => AtomicFile.WriteAllText(Path, "text")).ExitCode);
        Assert.Empty(Directory.GetFiles(_folder.FullName));
    }
}
