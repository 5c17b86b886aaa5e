using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Reports.Comparing;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Reports.Comparing;

/// <summary>The comparison finds the same card under any index. It never takes another card for it.</summary>
public sealed class DevicePairingTests
{
    private static ComparedRun Run(string file, params DeviceInfo[] cards) =>
        new(file, Runs.Document(cards, [.. cards.Select(card => Runs.Row(card))]));

    private static IReadOnlyList<RunComparison> Compare(DeviceInfo[] first, DeviceInfo[] later) =>
        RunComparer.Compare(Run("first.json", first), [Run("later.json", later)]).Later[0].Rows;

    private static (string?, string?, RowVerdict) Pair(RunComparison row) => (row.Device, row.LaterDevice, row.Verdict);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0, 0)]
    public void A_card_under_another_index_is_the_same_card(int index, int laterIndex)
    {
        var row = Assert.Single(Compare([Runs.Card(index: index, uuid: "GPU-a")], [Runs.Card(index: laterIndex, uuid: "GPU-a")]));
        Assert.Equal(($"cuda:{index}", $"cuda:{laterIndex}", RowVerdict.Unchanged), Pair(row));
        Assert.Equal(RowVerdict.Unchanged, Assert.Single(Compare([Runs.Card(index: index)], [Runs.Card(index: laterIndex)])).Verdict);
    }

    [Fact]
    public void Cards_that_changed_places_are_found_by_their_uuid() => Assert.Equal(
        [("cuda:0", "cuda:1", RowVerdict.Unchanged), ("cuda:1", "cuda:0", RowVerdict.Unchanged)],
        Compare(
            [Runs.Card(uuid: "GPU-a"), Runs.Card(index: 1, uuid: "GPU-b")],
            [Runs.Card(uuid: "GPU-b"), Runs.Card(index: 1, uuid: "GPU-a")])
            .OrderBy(row => row.Device, StringComparer.Ordinal).Select(Pair));

    [Theory]
    [InlineData("NVIDIA H20", null, "unstated")]
    [InlineData("NVIDIA A800", "GPU-b", "unstated")]
    [InlineData("NVIDIA A800", null, "a800-pcie-40gb")]
    public void Another_card_is_compared_but_never_treated_as_the_same_card(string name, string? uuid, string variant)
    {
        var first = Runs.Card(uuid: uuid is null ? null : "GPU-a") with { Variant = "a800-sxm4-80gb" };
        var row = Assert.Single(Compare([first], [Runs.Card(name, uuid: uuid) with { Variant = variant }]));
        Assert.Equal(RowVerdict.OtherDevice, row.Verdict);
        Assert.Equal((null, null, null), (row.WithinPrediction, row.RerunLow, row.RerunHigh));
        Assert.Equal(1, row.Ratio!.Value, 1e-9);
        Assert.InRange(row.RatioLow!.Value, 0.9, 0.999);
        Assert.InRange(row.RatioHigh!.Value, 1.001, 1.1);
    }

    [Fact]
    public void A_comparison_of_eight_cards_with_one_card_keeps_all_eight_rows()
    {
        var eight = Enumerable.Range(0, 8).Select(index => Runs.Card(index: index)).ToArray();
        var rows = Compare(eight, [Runs.Card("NVIDIA H20")]);
        Assert.Equal(8, rows.Count);
        Assert.Equal(("cuda:0", "cuda:0", RowVerdict.OtherDevice), Pair(rows.Single(row => row.LaterDevice is not null)));
        Assert.All(rows.Where(row => row.Device != "cuda:0"), row => Assert.Equal("later run: no such device of ilgpu", row.Why));
    }

    /// <summary>Without UUIDs, nothing shows which of two equal cards was removed. The index decides if it matches.</summary>
    [Fact]
    public void The_card_with_the_same_index_is_paired_if_two_cards_are_equal() => Assert.Equal(
        [("cuda:0", null, RowVerdict.Missing), ("cuda:1", "cuda:1", RowVerdict.Unchanged)],
        Compare([Runs.Card(), Runs.Card(index: 1)], [Runs.Card(index: 1)]).Select(Pair));

    [Fact]
    public void Engines_are_not_mixed()
    {
        var rows = Compare([Runs.Card(), Runs.Card(engine: "torchsharp")], [Runs.Card(engine: "torchsharp")]);
        Assert.Equal([("ilgpu", RowVerdict.Missing), ("torchsharp", RowVerdict.Unchanged)], rows.Select(row => (row.Engine, row.Verdict)));
    }

    [Fact]
    public void Two_equal_devices_of_one_file_are_different_devices()
    {
        var both = Run("run.json", Runs.Card(), Runs.Card(index: 1), Runs.Card("NVIDIA H20", 2, "GPU-h"));
        var alike = RunComparer.Compare(both with { Only = "cuda:0" }, [both with { Only = "cuda:1" }]).Later[0];
        Assert.Equal(("cuda:0", "cuda:1", RowVerdict.OtherDevice), Pair(Assert.Single(alike.Rows)));
        Assert.Equal("run.json cuda:1", alike.Run.Label);
        foreach (var uuid in (string[])["gpu-H", "cuda:GPU-h"])
        {
            var byUuid = RunComparer.Compare(both with { Only = "cuda:1" }, [both with { Only = uuid }]).Later[0];
            Assert.Equal(("cuda:1", "cuda:2", RowVerdict.OtherDevice), Pair(Assert.Single(byUuid.Rows)));
        }
        var error = Assert.Throws<UserError>(() => RunComparer.Compare(both with { Only = "cuda:9" }, [both]));
        Assert.Equal(ExitCode.NoDevice, error.ExitCode);
        Assert.Contains("it has cuda:0, cuda:1, cuda:2", error.Message, StringComparison.Ordinal);
    }
}
