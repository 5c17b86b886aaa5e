using GpuBench.Engines;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Coverage;
using GpuBench.Publications.Normalising;
using GpuBench.Running;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Publications.Coverage;

/// <summary>The rows of the imaginary device are those that a real run on such a device would have.</summary>
public sealed class ImaginaryRunTests
{
    private const string MeasuredH200 = "results/measured/nvidia-h200/2026-11-27-162946/results/quick.json";

    public static TheoryData<Suite> Suites => [.. Enum.GetValues<Suite>()];

    private static ResultNormalizer AgainstDefault { get; } =
        new(Normalizer.Shipped, [.. ResultNormalizer.DefaultAgainst.Select(Normalizer.Shipped.Names.Resolve)]);

    [Theory]
    [MemberData(nameof(Suites))]
    public void The_sum_of_the_classes_is_the_plan(Suite suite)
    {
        var document = ImaginaryRun.Of(suite);
        var coverage = SuiteCoverage.Of(document, AgainstDefault);

        Assert.All(document.Rows, row => Assert.True(row.Status == TrialStatus.Ok, $"{row.Key}: {row.Reason}"));
        Assert.Equal(document.Rows.Count, coverage.Rows + coverage.Unclassed.Sum(rows => rows.Rows));
        Assert.All(coverage.Classes, one => Assert.InRange(one.Any, one.Against.Max(target => target.Reached), one.Rows));
        Assert.All(coverage.Classes, one => Assert.All(
            one.Against, target => Assert.Equal(target.Missing is null, target.Reached > 0)));
    }

    /// <summary>New rules, shapes and figures must not leave a user of the suite without ratios.</summary>
    [Theory]
    [InlineData("h100", 0.75)]
    [InlineData("h20", 0.6)]
    [InlineData("910b", 0.5)]
    public void Lab_reaches_three_quarters_of_its_rows_and_most_classes(string accelerator, double share)
    {
        var coverage = SuiteCoverage.Of(ImaginaryRun.Of(Suite.Lab), AgainstDefault);
        var withRows = coverage.Classes.Where(one => one.Rows > 0).ToList();
        var target = Normalizer.Shipped.Names.Resolve(accelerator);
        var reached = withRows.Count(one => one.Against.First(against => against.Target == target).Reached > 0);
        Assert.InRange((double)coverage.Any / coverage.Rows, 0.75, 1);
        Assert.InRange((double)reached / withRows.Count, share, 1);
    }

    /// <summary>Rows that the suite still has. Our attention in fp16 used vector lanes; a lower bound is one for any unit.</summary>
    [Fact]
    public void Units_and_kernels_are_those_that_libtorch_chose_on_an_H200()
    {
        var measured = ResultFile.Read(Repository.File(MeasuredH200), WorkloadDefinitions.All).Rows
            .Where(row => row is { Status: TrialStatus.Ok, Engine: "torchsharp" });
        var imaginary = ImaginaryRun.Of(Suite.Quick).Rows;
        var pairs = measured.Join(imaginary, row => row.Key, row => row.Key, (one, other) => (Real: one, Imaginary: other)).ToList();
        Assert.NotEmpty(pairs);
        Assert.All(pairs, pair => Assert.Equal(pair.Real.Unit, pair.Imaginary.Unit));
        Assert.All(pairs.Where(pair => pair.Real.Workload == AttentionDefinition.Instance.Name), pair => Assert.Contains(
            pair.Real.Kernel!.Split(", ")[1], pair.Imaginary.Kernel!, StringComparison.Ordinal));
    }

    /// <summary>All libtorch engines call the same kernels, so a run measures one of them.</summary>
    [Fact]
    public void A_run_uses_one_engine_on_libtorch() => Assert.Equal(
        AllWorkloads.All.Select(workload => workload.Engine).Distinct().Where(engine => engine != "torch-stable"),
        ImaginaryRun.Of(Suite.Lab).Rows.Select(row => row.Engine).Distinct());
}
