using GpuBench.Measuring.Planning;

namespace GpuBench.Measuring.Journals;

/// <summary>What the types of an entry cannot say, and those who compute with it rely on.</summary>
internal static class EntryCheck
{
    /// <summary>No launch is shorter or longer; rates from such times could be too large for any number.</summary>
    private const double ShortestSeconds = 1e-15;

    private const double LongestSeconds = 1e12;

    /// <exception cref="JsonFault">With the member.</exception>
    public static void Require(JournalEntry entry)
    {
        switch (entry)
        {
            case RunStarted { Plan: var plan } started:
                SchemaVersions.Require(started.SchemaVersion, SchemaVersions.Journal);
                if (plan.Rounds is < 1 or > RunPlan.MostRounds)
                    throw new JsonFault($"$.plan.rounds is {plan.Rounds}, no number of rounds that could be asked for");
                break;
            case RoundFinished { Round.SamplesSeconds: var samples }:
                if (samples.Count == 0 || samples.Any(seconds => seconds is < ShortestSeconds or > LongestSeconds))
                    throw new JsonFault("$.round.samplesSeconds: a round has samples, and each is the time of a launch");
                break;
        }
    }
}
