using System.Globalization;
using GpuBench.Tests.CommandLine.Kills;
using GpuBench.Tests.Fakes;
using Xunit;
using Xunit.Abstractions;

namespace GpuBench.Tests.CommandLine;

/// <summary>After SIGKILL at random moments, no finished round is lost, and none is measured twice.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Tier", "all")]
    public void Two_hundred_kills_neither_lose_nor_repeat_a_finished_round()
    {
        var tally = Run(kills: 200, seed: 2026);
        KillPhase[] phases =
            [KillPhase.BeforeTheJournal, KillPhase.BeforeTheFirstRound, KillPhase.BetweenRounds, KillPhase.AfterTheDocument];
        foreach (var phase in phases)
            Assert.True(tally.Count(phase) > 0, $"no run was killed {phase}: {tally}");
    }

    private KillTally Run(int kills, int seed)
    {
        (kills, seed) = (Given("GPUBENCH_KILLS", kills), Given("GPUBENCH_KILL_SEED", seed));
        var campaign = new KillCampaign(_folder, seed);
        try
        {
            campaign.Run(kills);
        }
        finally
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Campaign: seed {seed}: {campaign.Tally}"));
        }
        return campaign.Tally;
    }

    private static int Given(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : otherwise;
}
