using System.Globalization;
using System.Text.Json.Nodes;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Measuring;

/// <summary>Rows of a file with impossible numbers, or with work that does not match their point.</summary>
public sealed class ReadRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ResultRow ReadAfter(ResultRow row, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(ResultFile.Serialize(Rows.Document(row)))!.AsObject();
        change(json["rows"]![0]!.AsObject());
        var path = _folder.Combine("results.json");
        File.WriteAllText(path, json.ToJsonString());
        return ResultFile.Read(path, WorkloadDefinitions.All).Rows[0];
    }

    private static ResultRow Product() => Rows.MatMul(1024, Rows.Bf16, 1e12, Rows.Cuda("NVIDIA Imaginary"));

    /// <summary>A row with telemetry and readings of the host's clock, as rounds on a GPU have them.</summary>
    private static ResultRow WithReadings()
    {
        var row = Product();
        var readings = new Telemetry { ClockHertz = 1.98e9, MemoryClockHertz = 2.6e9, PowerWatts = 500, EnergyJoules = 1 };
        return row with { Rounds = [.. row.Rounds.Select(round => With(round, readings))] };
    }

    private static Round With(Round round, Telemetry readings) => round with
    {
        // A launch takes 2.1 ms by the device's clock.
        HostSeconds = 2.2e-3,
        EnqueueSeconds = 1e-5,
        PreparationSeconds = 0.1,
        PeakMemoryBytes = 1,
        KernelsPerLaunch = 3,
        TelemetryBefore = readings,
        TelemetryAfter = readings,
    };

    private static void Set(JsonObject row, string path, double value)
    {
        var steps = path.Split('/');
        var holder = steps[..^1].Aggregate(
            (JsonNode)row,
            (node, step) => int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? node[index]! : node[step]!);
        if (int.TryParse(steps[^1], CultureInfo.InvariantCulture, out var last))
            holder[last] = value;
        else
            holder[steps[^1]] = value;
    }

    [Fact]
    public void A_row_with_possible_numbers_stays_valid()
    {
        var row = ReadAfter(WithReadings(), _ => { });
        Assert.Equal((TrialStatus.Ok, null), (row.Status, row.Reason));
    }

    [Theory]
    [InlineData("median", -1, "median is -1, which is impossible")]
    [InlineData("low", 0, "low is 0")]
    [InlineData("low", 2e12, "its median 1000000000000 lies outside low … high")]
    [InlineData("high", 1e11, "outside low … high")]
    [InlineData("predictHigh", 1e11, "outside predictLow … predictHigh")]
    [InlineData("medianSeconds", -1, "medianSeconds is -1")]
    [InlineData("medianSeconds", 1, "do not follow from its samples")]
    [InlineData("p95Seconds", 1, "do not follow from its samples")]
    [InlineData("noise", -0.5, "noise is -0.5")]
    [InlineData("setCount", 0, "setCount is 0")]
    [InlineData("device/count", 0, "its device's count is 0")]
    [InlineData("work/bytesRead", -8, "work.bytesRead is -8")]
    [InlineData("work/operationCount", 0, "the work that its rate counts is 0")]
    [InlineData("rounds/1/samplesSeconds/0", -1, "a sample is -1, which is impossible (round 1)")]
    [InlineData("rounds/1/samplesSeconds/0", 0, "a sample is 0, which is impossible (round 1)")]
    [InlineData("rounds/2/launchesPerSample", 0, "launchesPerSample is 0")]
    [InlineData("rounds/2/hostSeconds", 0, "hostSeconds is 0")]
    [InlineData("rounds/2/kernelsPerLaunch", 0, "kernelsPerLaunch is 0, which is impossible (round 2)")]
    [InlineData("rounds/2/wallSeconds", -3, "wallSeconds is -3")]
    [InlineData("rounds/2/telemetryBefore/clockHertz", 0, "clockHertz is 0, which is impossible (round 2)")]
    [InlineData("rounds/2/telemetryAfter/clockHertz", 4294967295e6, "clockHertz is 4294967295000000")]
    [InlineData("rounds/2/telemetryAfter/memoryClockHertz", -1, "memoryClockHertz is -1")]
    [InlineData("rounds/2/telemetryAfter/powerWatts", -1, "powerWatts is -1")]
    public void An_impossible_number_makes_the_row_suspect(string path, double value, string reason)
    {
        var seconds = Product().Work.OperationCount / 1e12;
        var row = ReadAfter(WithReadings() with { MedianSeconds = seconds, P95Seconds = seconds }, json => Set(json, path, value));
        Assert.Equal(TrialStatus.Suspect, row.Status);
        Assert.Contains(reason, row.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("operationCount", "its work.operationCount is 4294967296, but its point gives 2147483648")]
    [InlineData("bytesRead", "its work.bytesRead is 8388608, but its point gives 4194304")]
    [InlineData("bytesWritten", "its work.bytesWritten is 4194304, but its point gives 2097152")]
    public void Work_that_differs_from_the_work_of_the_point_makes_the_row_suspect(string field, string reason)
    {
        var work = Product().Work;
        var doubled = field switch
        {
            "operationCount" => work with { OperationCount = 2 * work.OperationCount },
            "bytesRead" => work with { BytesRead = 2 * work.BytesRead },
            _ => work with { BytesWritten = 2 * work.BytesWritten },
        };
        // The statistics follow from the samples and the doubled work. Only the point contradicts them.
        var row = Rewritten(Product() with { Work = doubled });
        Assert.Equal((TrialStatus.Suspect, reason), (ReadAfter(row, _ => { }).Status, ReadAfter(row, _ => { }).Reason));
    }

    private static ResultRow Rewritten(ResultRow row)
    {
        var statistics = RowStatistics.Of(row.Rounds, row.Work.Amount(row.ValueUnit))!;
        return row with
        {
            Median = statistics.Median,
            Low = statistics.Interval.Low,
            High = statistics.Interval.High,
            PredictLow = statistics.Prediction?.Low,
            PredictHigh = statistics.Prediction?.High,
        };
    }

    [Fact]
    public void A_point_that_its_workload_does_not_have_makes_the_row_suspect()
    {
        var row = ReadAfter(Product(), json => json["point"]!.AsObject().Remove("k"));
        Assert.Equal(TrialStatus.Suspect, row.Status);
        Assert.Contains("m=1024,n=1024 is not a point of matmul", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_in_another_unit_makes_the_row_suspect()
    {
        var row = Rewritten(Product() with { ValueUnit = ValueUnit.BytesPerSecond });
        Assert.Equal("its rate is in B/s, but that of matmul is in FLOP/s", ReadAfter(row, _ => { }).Reason);
    }

    [Fact]
    public void Work_is_checked_in_its_convention_and_not_of_an_unknown_workload()
    {
        var point = Rows.Heads(1, 1, 64, 64, "causal");
        var exact = Rows.Of(
            AttentionDefinition.Instance, point, Rows.Bf16, 1e12, Rows.Cuda("NVIDIA Imaginary"), "import", HardwareUnit.Tensor);
        var half = exact with { Work = exact.Work with { OperationCount = 4.0 * 64 * 64 * 64 / 2 } };
        Assert.Equal(TrialStatus.Suspect, ReadAfter(Rewritten(half), _ => { }).Status);
        Assert.Equal(TrialStatus.Suspect, ReadAfter(Rewritten(exact with { FlopConvention = FlopConvention.CausalHalf }), _ => { }).Status);
        Assert.Equal(TrialStatus.Ok, ReadAfter(Rewritten(half with { FlopConvention = FlopConvention.CausalHalf }), _ => { }).Status);
        Assert.Equal(TrialStatus.Ok, ReadAfter(Rewritten(half with { Workload = "of a newer version" }), _ => { }).Status);
    }

    /// <summary>Half of the pairs of attention without a mask would double its ratio to a figure that counts all.</summary>
    [Fact]
    public void A_causal_count_of_attention_without_a_mask_is_suspect()
    {
        var full = Rows.Of(
            AttentionDefinition.Instance, Rows.Heads(1, 1, 64, 64, "full"), Rows.Bf16, 1e12, Rows.Cuda("NVIDIA Imaginary"), "import",
            HardwareUnit.Tensor);
        var row = ReadAfter(Rewritten(full with { FlopConvention = FlopConvention.CausalHalf }), _ => { });
        Assert.Equal((TrialStatus.Suspect, "its point cannot be counted as causal-half"), (row.Status, row.Reason));
    }

    [Fact]
    public void A_suspect_row_keeps_its_reason_and_gets_a_new_reason_only_once()
    {
        var suspect = Product() with { Status = TrialStatus.Suspect, Reason = "too fast" };
        Assert.Equal("too fast", ReadAfter(suspect, _ => { }).Reason);
        const string Both = "too fast; its stored statistics do not follow from its samples";
        Assert.Equal(Both, ReadAfter(suspect, json => json["p95Seconds"] = 1).Reason);
        Assert.Equal(Both, ReadAfter(suspect with { Reason = Both }, json => json["p95Seconds"] = 1).Reason);
    }
}
