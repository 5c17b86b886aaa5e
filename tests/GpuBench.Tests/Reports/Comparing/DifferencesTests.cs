using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Workloads;
using GpuBench.Reports.Comparing;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Reports.Comparing;

/// <summary>Differences that prevent a prediction for a re-run, and differences that are only listed.</summary>
public sealed class DifferencesTests
{
    private static readonly DeviceInfo Card = Runs.Card(uuid: "GPU-a");

    private static RunComparison Compare(ResultDocument later) =>
        Compare(Runs.Document([Card], Runs.Row(Card)), later);

    private static RunComparison Compare(ResultDocument first, ResultDocument later) =>
        Assert.Single(RunComparer.Compare(new("first.json", first), [new("later.json", later)]).Later[0].Rows);

    private static ResultDocument With(DeviceInfo card, string engineVersion = "ILGPU 1.5.3", string timer = "cuda-event")
    {
        var document = Runs.Document([card], Runs.Row(card));
        var opened = document.Manifest.Devices[0] with { EngineVersion = engineVersion, Timer = new(timer, 1e-6, 0) };
        return document with { Manifest = document.Manifest with { Devices = [opened] } };
    }

    private static ResultDocument With(Func<Manifest, Manifest> change)
    {
        var document = With(Card);
        return document with { Manifest = change(document.Manifest) };
    }

    public static TheoryData<string, DeviceInfo> Devices => new()
    {
        { "driver 535.104.05 → 550.54.14", Card with { Driver = "550.54.14" } },
        { "partition none → 1g.10gb", Card with { Partition = "1g.10gb" } },
        { "compute units 108 → 14", Card with { ComputeUnits = 14 } },
        { "clock 1.41 GHz → 1.20 GHz", Card with { ClockHertz = 1.2e9 } },
        { "power limit 400 W → 250 W", Card with { PowerLimitWatts = 250 } },
        { "ECC on → off", Card with { EccEnabled = false } },
        { "memory 80.0 GB → 40.0 GB", Card with { MemoryBytes = 40_000_000_000 } },
        // The UUID is the same, so the card is the same under any name.
        { "device NVIDIA A800 → NVIDIA H20", Card with { Name = "NVIDIA H20" } },
    };

    [Theory]
    [MemberData(nameof(Devices))]
    public void A_changed_property_of_the_card_gives_a_ratio_but_no_verdict(string difference, DeviceInfo card) =>
        IsChanged(difference, Compare(With(card)));

    [Theory]
    [InlineData("ILGPU 1.5.3", "ILGPU 1.5.4", "engine version ILGPU 1.5.3 → ILGPU 1.5.4")]
    [InlineData("ILGPU 1.5.3", "libtorch 2.10.0, 2 threads", "engine version ILGPU 1.5.3 → libtorch 2.10.0, 2 threads")]
    [InlineData("libtorch 2.10.0, 1 threads", "libtorch 2.10.0, 2 threads", "engine version 1 threads → 2 threads")]
    public void Another_thread_count_or_library_gives_a_ratio_but_no_verdict(string first, string later, string difference) => IsChanged(
        difference, Compare(With(Card, first), With(Card, later)));

    public static TheoryData<string, Func<Manifest, Manifest>> Hosts => new()
    {
        { "host processor", run => run with { Host = run.Host with { Cpu = "Another" } } },
        { "host cores", run => run with { Host = run.Host with { CpuCount = 999 } } },
        { "operating system", run => run with { Host = run.Host with { Os = "Another" } } },
        { "kernel of the system", run => run with { Host = run.Host with { Kernel = "7.0" } } },
        { ".NET runtime", run => run with { Host = run.Host with { Runtime = ".NET 11.0.0" } } },
        { "seed", run => run with { Seed = 2 } },
        { "suite", run => run with { Suite = Suite.Full.Text() } },
        { "stopping rule", run => run with { StoppingRule = "never" } },
    };

    [Theory]
    [MemberData(nameof(Hosts))]
    public void Another_host_or_another_way_of_sampling_is_a_changed_condition(string what, Func<Manifest, Manifest> change)
    {
        var row = Compare(With(change));
        Assert.Equal(RowVerdict.ChangedConditions, row.Verdict);
        Assert.Equal(what, Assert.Single(row.Differs).What);
    }

    public static TheoryData<string, Func<Manifest, Manifest>> Builds => new()
    {
        { "gpubench", run => run with { Tool = run.Tool with { Version = "9.9" } } },
        { "commit", run => run with { Tool = run.Tool with { Commit = "another" } } },
        { "planned rounds", run => run with { Rounds = 99 } },
        { "budget", run => run with { BudgetSeconds = 7 } },
    };

    /// <summary>A build pipeline compares two builds of this program on one machine.</summary>
    [Theory]
    [MemberData(nameof(Builds))]
    public void Another_build_round_count_or_budget_is_listed_and_the_row_still_gets_a_verdict(string what, Func<Manifest, Manifest> change)
    {
        var first = With(change);
        first = first with { Manifest = first.Manifest with { Tool = first.Manifest.Tool with { Commit = "one" } } };
        var later = With(run => run with { Tool = run.Tool with { Commit = what == "commit" ? "two" : "one" } });
        var row = Compare(first, later);
        Assert.Equal((RowVerdict.Unchanged, true), (row.Verdict, row.WithinPrediction));
        Assert.Equal((what, false), (Assert.Single(row.Differs).What, row.Differs[0].EndsPrediction));
    }

    [Fact]
    public void Another_kernel_is_listed_and_the_row_still_gets_a_verdict()
    {
        var row = Compare(Runs.Document([Card], Runs.Row(Card, 70e12) with { Kernel = "simple" }));
        Assert.Equal(RowVerdict.Slower, row.Verdict);
        Assert.Equal("kernel imaginary → simple", Assert.Single(row.Differs).ToString());
    }

    [Fact]
    public void A_value_that_one_run_lacks_is_not_a_difference() => Assert.Empty(Compare(With(Card with
    {
        Driver = null,
        PowerLimitWatts = null,
        EccEnabled = null,
        ClockHertz = null,
        ComputeUnits = null,
        MemoryBytes = 0,
    })).Differs);

    private static void IsChanged(string difference, RunComparison row)
    {
        Assert.Equal(difference, Assert.Single(row.Differs).ToString());
        Assert.Equal((RowVerdict.ChangedConditions, null, null), (row.Verdict, row.WithinPrediction, row.RerunLow));
        Assert.Equal(1, row.Ratio!.Value, 1e-9);
        Assert.True(row.RatioLow < 1 && row.RatioHigh > 1);
    }
}
