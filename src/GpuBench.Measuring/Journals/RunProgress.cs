using GpuBench.Measuring.Planning;

namespace GpuBench.Measuring.Journals;

/// <summary>Progress of a run, from the entries of its journal. It alone determines the remaining work.</summary>
public sealed class RunProgress
{
    private readonly Dictionary<string, List<RoundFinished>> _rounds = new();
    private readonly Dictionary<string, TrialEnded> _ended = new();
    private readonly Dictionary<(string Engine, string Id), DeviceOpened> _devices = [];

    public RunProgress(RunStarted started, IEnumerable<JournalEntry> entries)
    {
        Started = started;
        foreach (var entry in entries)
            Add(entry);
    }

    public RunStarted Started { get; }

    public RunPlan Plan => Started.Plan;

    public bool Finished { get; private set; }

    public void Add(JournalEntry entry)
    {
        switch (entry)
        {
            case RoundFinished round:
                if (!_rounds.TryGetValue(round.Key, out var rounds))
                    _rounds[round.Key] = rounds = [];
                rounds.Add(round);
                break;
            case TrialEnded ended:
                _ended[ended.Key] = ended;
                break;
            case DeviceOpened device:
                // The document keeps one opening of a device, the first. Each worker calibrates the timer again.
                _devices.TryAdd((device.Device.Engine, device.Device.Id), device);
                break;
            case RunEnded:
                Finished = true;
                break;
        }
    }

    public IReadOnlyList<RoundFinished> Rounds(string key) => _rounds.GetValueOrDefault(key) ?? [];

    public TrialEnded? Ended(string key) => _ended.GetValueOrDefault(key);

    public DeviceOpened? Device(string engine, string id) => _devices.GetValueOrDefault((engine, id));

    /// <summary>Remaining rounds of the trial; 0 after it ended or was refused.</summary>
    public int RoundsLeft(PlannedTrial trial) =>
        trial.Refusal is not null || _ended.ContainsKey(trial.Trial.Key)
            ? 0
            : Math.Max(0, Plan.Rounds - Rounds(trial.Trial.Key).Count);

    public int RoundsLeft(PlannedDevice device) => device.Trials.Sum(RoundsLeft);
}
