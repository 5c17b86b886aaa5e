using System.Globalization;

namespace GpuBench.Tests.CommandLine.Kills;

/// <summary>How far a killed run had come, determined from the files that it left.</summary>
internal enum KillPhase
{
    BeforeTheJournal,
    InALine,
    BeforeTheFirstRound,
    BetweenRounds,
    BeforeTheDocument,
    InTheDocument,
    AfterTheDocument,
}

/// <summary>Counts what a campaign did.</summary>
internal sealed class KillTally
{
    private readonly Dictionary<KillTarget, int> _targets = [];
    private readonly Dictionary<KillPhase, int> _phases = [];
    private readonly Dictionary<string, int> _leftovers = new(StringComparer.Ordinal);

    public int Kills => _targets.Values.Sum();

    /// <summary>Runs that ended by themselves.</summary>
    public int Runs { get; private set; }

    public void Killed(KillTarget target) => _targets[target] = _targets.GetValueOrDefault(target) + 1;

    public void Found(KillPhase phase) => _phases[phase] = Count(phase) + 1;

    public void Ended() => Runs++;

    public int Count(KillPhase phase) => _phases.GetValueOrDefault(phase);

    /// <summary>Temporary files that killed runs have left beside the document.</summary>
    public int Leftovers(string document) => _leftovers.GetValueOrDefault(document);

    /// <summary>Counts one more temporary file beside the document.</summary>
    public KillPhase Leave(string document)
    {
        _leftovers[document] = Leftovers(document) + 1;
        return KillPhase.InTheDocument;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Kills} kills ({Counts(_targets)}), {Runs} runs to their end; killed runs were {Counts(_phases)}");

    private static string Counts<TKey>(Dictionary<TKey, int> counts) where TKey : struct, Enum => string.Join(
        ", ", Enum.GetValues<TKey>().Select(key => string.Create(CultureInfo.InvariantCulture, $"{key} {counts.GetValueOrDefault(key)}")));
}
