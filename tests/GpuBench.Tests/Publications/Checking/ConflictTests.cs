using System.Text.Json.Nodes;
using GpuBench.Publications.Checking;
using Xunit;

namespace GpuBench.Tests.Publications.Checking;

/// <summary>The checks find contradictions. They require an explanation as long as there is a contradiction, and no longer.</summary>
public sealed class ConflictTests
{
    private const string FirstPower = "h20-96gb-hbm3-tdp-001";
    private const string SecondPower = "h20-96gb-hbm3-tdp-002";
    private const string LowPeak = "ascend-910b-unspecified-peak-compute-int8-001";

    /// <summary>The list of explanations, with one entry changed.</summary>
    private static EditedFiles Entry(string topic, Action<JsonObject> edit) => new EditedFiles().File("", "disagreements", document =>
        edit(document["entries"]!.AsArray()
            .Select(entry => entry!.AsObject())
            .Single(entry => entry["topic"]!.GetValue<string>() == topic)));

    private static EditedFiles Without(string figure) => new EditedFiles().File("", "disagreements", document =>
    {
        var entries = document["entries"]!.AsArray();
        var about = entries.Where(entry => entry!["figures"]!.AsArray().Any(id => id!.GetValue<string>() == figure));
        foreach (var entry in about.ToList())
            entries.Remove(entry);
    });

    [Fact]
    public void Sources_that_disagree_need_an_explanation()
    {
        var finding = Assert.Single(Checks.Run<AgreementCheck>(Without(FirstPower)));
        Assert.Contains($"400 W ({FirstPower}), 550 W ({SecondPower})", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_correction_that_causes_a_disagreement_is_found() =>
        Assert.Contains(
            "h20-96gb-hbm3-memory-bandwidth-002",
            Assert.Single(Checks.Run<AgreementCheck>(
                new EditedFiles().Figure("h20-96gb-hbm3-memory-bandwidth-002", figure => figure["value"] = 4100))).What,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(400.4, false)]
    [InlineData(402, true)]
    public void A_difference_within_the_printed_rounding_is_not_a_disagreement(double value, bool disagrees)
    {
        var files = Without(FirstPower).Figure(SecondPower, figure =>
        {
            figure["value"] = value;
            figure["uncertainty"] = new JsonObject { ["kind"] = "printed-rounding", ["plusMinus"] = 0.5 };
        });
        Assert.Equal(disagrees, Checks.Run<AgreementCheck>(files).Count > 0);
    }

    [Fact]
    public void A_peak_below_an_achieved_rate_needs_an_explanation()
    {
        var finding = Assert.Single(Checks.Run<PeakCheck>(Without(LowPeak)), finding => finding.Figure == LowPeak);
        Assert.Contains("608.554", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_faster_than_its_device_is_found()
    {
        const string kernel = "h100-sxm5-80gb-80gb-hbm3-gemm-throughput-fp16-004";
        var findings = Checks.Run<PeakCheck>(new EditedFiles().Figure(kernel, figure => figure["value"] = 1100));
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Contains(kernel, finding.What, StringComparison.Ordinal));
    }

    [Fact]
    public void A_stream_faster_than_its_memory_is_found()
    {
        const string stream = "h100-sxm5-80gb-babelstream-triad-fp64-001";
        Assert.Contains(
            stream,
            Assert.Single(Checks.Run<PeakCheck>(new EditedFiles().Figure(stream, figure => figure["value"] = 3400))).What,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_peak_that_is_a_lower_bound_may_be_exceeded()
    {
        var files = Without("h100-pcie-80gb-memory-bandwidth-001");
        Assert.Equal("h100-pcie-80gb-memory-bandwidth-001", Assert.Single(Checks.Run<PeakCheck>(files)).Figure);
        files.Figure("h100-pcie-80gb-memory-bandwidth-001", figure => figure["bound"] = "lower");
        Assert.Empty(Checks.Run<PeakCheck>(files));
    }

    [Fact]
    public void An_explanation_that_names_a_missing_figure_is_found() =>
        Assert.Equal(
            "nowhere-001",
            Assert.Single(Checks.Run<DisagreementCheck>(
                Entry("H20 96 GB: board power", entry => entry["figures"]!.AsArray().Add("nowhere-001")))).Figure);

    [Fact]
    public void An_explanation_without_a_disagreement_is_found()
    {
        var findings = Checks.Run<DisagreementCheck>(new EditedFiles().Figure(SecondPower, figure => figure["value"] = 400));
        Assert.Equal([FirstPower, SecondPower], findings.Select(finding => finding.Figure));
    }

    [Fact]
    public void An_explanation_that_names_an_unrelated_figure_is_found() =>
        Assert.Contains(
            Checks.Run<DisagreementCheck>(
                Entry("H20 96 GB: board power", entry => entry["figures"]!.AsArray().Add("h100-sxm5-80gb-tdp-001"))),
            finding => finding.Figure == "h100-sxm5-80gb-tdp-001");

    [Fact]
    public void An_explanation_that_prefers_a_figure_of_another_entry_is_found() =>
        Assert.Contains(
            "prefers",
            Assert.Single(Checks.Run<DisagreementCheck>(
                Entry("H20 96 GB: board power", entry => entry["preferred"] = "h100-sxm5-80gb-tdp-001"))).What,
            StringComparison.Ordinal);

    [Fact]
    public void An_explanation_of_figures_in_several_units_is_found()
    {
        var files = Entry("Ascend 910A: fp16 peak", entry =>
        {
            foreach (var id in (string[])["ascend-910a-910a-cube-peak-compute-int8-001", "ascend-910-2019-910a-peak-compute-int8-001"])
                entry["figures"]!.AsArray().Add(id);
        });
        Assert.Contains("several units", Assert.Single(Checks.Run<DisagreementCheck>(files)).What, StringComparison.Ordinal);
    }
}
