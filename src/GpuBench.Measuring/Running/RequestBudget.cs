using System.Globalization;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Rounds;

namespace GpuBench.Measuring.Running;

/// <summary>
/// The time of one request. It limits the next round, and chooses the trials to skip so that the others get their rounds. The cost of a
/// round is the planned one at first, and the measured one after the first round.
/// </summary>
internal sealed class RequestBudget
{
    private readonly RunTrialsRequest _request;
    private readonly WallClock _clock;
    private readonly Dictionary<string, Entry> _entries;
    private readonly BudgetAdvice _advice;

    public RequestBudget(RunTrialsRequest request, TimeProvider time)
    {
        (_request, _clock) = (request, WallClock.Start(time));
        _entries = request.Items.ToDictionary(item => item.Trial.Key, item => new Entry(item));
        _advice = new(request.Suite, request.RunBudgetSeconds ?? request.BudgetSeconds, request.ShareOfRun);
    }

    private sealed class Entry(RunTrialsRequest.Item item)
    {
        public string Key => item.Trial.Key;

        public string Class => item.Trial.Class;

        public RoundCost? Planned => item.Cost;

        public bool MayBeLeftOut => item.MayBeLeftOut;

        /// <summary>Rounds taken in this request.</summary>
        public List<Round> Taken { get; } = [];

        public int RoundsTaken => item.FirstRound + Taken.Count;

        public int RoundsLeft => IsEnded ? 0 : item.RoundCount - Taken.Count;

        public bool IsEnded { get; set; }

        /// <summary>Null: unknown.</summary>
        public RoundCost? Cost { get; set; } = item.Cost;

        public void Add(Round round, Measuring.Devices.DeviceInfo device)
        {
            Taken.Add(round);
            Cost = RoundCost.Of(Taken, item.Trial, device, item.Cost);
        }
    }

    /// <summary>
    /// Whether there is time for the trial's next round. A trial with too few rounds has a later deadline than the others.
    /// </summary>
    public bool Allows(string key)
    {
        var entry = _entries[key];
        var seconds = entry.RoundsTaken is > 0 and < BudgetFit.MinRounds ? _request.NeededSeconds : _request.BudgetSeconds;
        return seconds is null || _clock.Seconds < seconds;
    }

    private double? LeftSeconds => _request.BudgetSeconds - _clock.Seconds;

    /// <summary>
    /// Seconds to warm up and sample in the next round of the trial: its minimum, and an equal share of the time that all remaining rounds
    /// leave. Null without a budget.
    /// </summary>
    public double? NextSamplingSeconds(string key)
    {
        if (LeftSeconds is not { } left)
            return null;
        var rounds = _entries.Values.Sum(entry => entry.RoundsLeft);
        var spare = left - _entries.Values.Sum(entry => SecondsOf(entry, entry.RoundsLeft));
        return (_entries[key].Cost?.MinSamplingSeconds ?? 0) + (Math.Max(0, spare) / Math.Max(1, rounds));
    }

    /// <summary>Why the trial's first round is not started; null: there is time for it.</summary>
    public string? LeftOutReason(string key)
    {
        if (_request.DeviceSeconds is not { } seconds || _entries.Values.Any(entry => entry.Cost is null))
            return null;
        var left = seconds - _clock.Seconds;
        var candidates = _entries.Values.Where(entry => entry.RoundsLeft > 0).Select(CandidateOf).ToList();
        if (!BudgetFit.LeftOut(candidates, left).Contains(key))
            return null;
        var own = RoundPlan.Seconds(candidates.First(candidate => candidate.Key == key).Seconds);
        var all = candidates.Sum(candidate => candidate.Seconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"its {BudgetFit.MinRounds} rounds would take {own}, all remaining rounds {RoundPlan.Seconds(all)}, "
            + $"and {RoundPlan.Seconds(Math.Max(0, left))} are left: {_advice.ForTime(all - left)}, or choose fewer trials");
    }

    /// <summary>Advice that makes the rounds of a trial long enough for its launches.</summary>
    /// <param name="neededSeconds">Sufficient length of a round.</param>
    public string Remedy(double neededSeconds, double roundSeconds) =>
        _advice.ForRounds(neededSeconds, roundSeconds, _entries.Values.Sum(entry => entry.RoundsLeft));

    /// <summary>Reason of the trials whose first round did not start in time.</summary>
    /// <param name="keys">The keys of all these trials.</param>
    public string TooLateReason(IReadOnlyList<string> keys)
    {
        var known = _entries.Values.Where(entry => entry.Cost is not null).Select(entry => entry.Cost!.Seconds).ToList();
        // If the cost of a trial is unknown, the mean of the known costs replaces it.
        double? CostOf(Entry entry) => entry.Cost is not null ? SecondsOf(entry, RoundsNeeded(entry))
            : known.Count > 0 ? RoundsNeeded(entry) * known.Average()
            : null;
        var costs = keys.Select(key => CostOf(_entries[key])).ToList();
        var missing = costs.TrueForAll(cost => cost is not null) ? costs.Sum() - Math.Max(0, LeftSeconds ?? 0) : null;
        return $"the time budget ran out before its first round: {_advice.ForTime(missing)}";
    }

    /// <summary>Why a trial is not run after another one of its workload hung: too little time for another hang. Null: it is run.</summary>
    public string? RiskReason(double hangSeconds)
    {
        if (LeftSeconds is not { } left || left >= hangSeconds)
            return null;
        return "another trial of this workload hung on the device. "
            + $"{RoundPlan.Seconds(Math.Max(0, left))} are left, and another hang would take {RoundPlan.Seconds(hangSeconds)}: "
            + $"{_advice.ForTime(hangSeconds - left)}, or run it alone with --axis";
    }

    public void Finished(string key, Round round) => _entries[key].Add(round, _request.Device);

    /// <summary>The trial gets no more rounds.</summary>
    public void Ended(string key) => _entries[key].IsEnded = true;

    private BudgetFit.Candidate CandidateOf(Entry entry) => new(
        entry.Key, entry.Class, SecondsOf(entry, RoundsNeeded(entry)),
        IsBegun: entry.RoundsTaken > 0, entry.MayBeLeftOut);

    private static int RoundsNeeded(Entry entry) => Math.Max(0, BudgetFit.MinRounds - entry.RoundsTaken);

    private double SecondsOf(Entry entry, int rounds)
    {
        if (entry.Cost is not { } cost || rounds == 0)
            return 0;
        return entry.Taken.Count > 0 ? rounds * cost.Seconds : ((rounds * cost.Seconds) + cost.FirstSeconds) * Correction;
    }

    /// <summary>Measured cost over planned cost, for the trials that have a round in this request.</summary>
    private double Correction
    {
        get
        {
            var begun = _entries.Values.Where(entry => entry is { Taken.Count: > 0, Planned: not null }).ToList();
            // Chosen: less than a quarter of the trials say little about the others.
            return begun.Count < _entries.Count / 4.0
                ? 1
                : begun.Sum(entry => entry.Cost!.Seconds) / begun.Sum(entry => entry.Planned!.Seconds);
        }
    }
}
