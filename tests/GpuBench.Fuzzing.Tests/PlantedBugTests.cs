using GpuBench.Fuzzing.PlantedBugs;
using GpuBench.Fuzzing.Running;

namespace GpuBench.Fuzzing.Tests;

/// <summary>A campaign must find five planted bugs. Readers elsewhere have had these bugs.</summary>
public sealed class PlantedBugTests
{
    public static TheoryData<string> Bugs => [.. PlantedBug.All().Select(bug => bug.Bug)];

    [Theory]
    [Trait("Tier", "all")]
    [MemberData(nameof(Bugs))]
    public void A_planted_bug_is_found_within_ten_thousand_inputs(string name)
    {
        using var bug = PlantedBug.All().Single(bug => bug.Bug == name);
        var campaign = new Campaign(bug, seed: 1) { StopsAt = bug.Expected, MinPatience = TimeSpan.FromSeconds(5) };
        Assert.Contains(campaign.Run(0, 10_000).Findings, finding => finding.Kind == bug.Expected);
    }
}
