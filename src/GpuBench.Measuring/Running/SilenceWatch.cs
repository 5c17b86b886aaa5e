using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Rounds;

namespace GpuBench.Measuring.Running;

/// <summary>
/// How much longer to wait for a worker, by the step that it is at. Real time, also where a simulation sets a run's clock.
/// </summary>
internal sealed class SilenceWatch
{
    private SilenceLimit _limit = SilenceLimit.Opening;
    private WallClock _step = WallClock.Start(TimeProvider.System);
    private RoundStep? _at;
    private bool _isOpen;

    /// <summary>Until the next entry.</summary>
    public TimeSpan Patience =>
        TimeSpan.FromSeconds(Math.Clamp(_limit.BusySeconds - _step.Seconds, 0, _limit.IdleSeconds));

    public void Saw(JournalEntry entry)
    {
        if (entry is StillWorking)
            return;
        _isOpen = true;
        (_limit, _at) = entry is StepStarted step ? (step.Limit, step.Step) : (SilenceLimit.HostWork, (RoundStep?)null);
        _step = WallClock.Start(TimeProvider.System);
    }

    /// <summary>The reason of a row whose worker was silent for too long.</summary>
    public string Describe()
    {
        var what = _at switch
        {
            RoundStep.Prepare => "making its operands or compiling its kernel",
            RoundStep.FirstLaunch => "its first launch",
            RoundStep.Check => "comparing with the oracle",
            RoundStep.Measure => "launches that are timed",
            _ => _isOpen ? "the way from one round to the next" : "opening the device",
        };
        var isBusy = _step.Seconds >= _limit.BusySeconds && _limit.BusySeconds > _limit.IdleSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"hangs: no end of {what} within {(isBusy ? _limit.BusySeconds : _limit.IdleSeconds):F0} s{Explain(isBusy)}; stopped");
    }

    private string Explain(bool isBusy) => _at switch
    {
        RoundStep.FirstLaunch when isBusy =>
            ", though busy: the time that a driver may need to compile, and the round's share of the budget",
        RoundStep.FirstLaunch =>
            " without use of the processor, which compiling would need: a fixed wait, and the round's share of the budget",
        RoundStep.Measure => ", which is several times the round's share of the budget and a fixed wait",
        _ => isBusy ? ", though busy" : "",
    };
}
