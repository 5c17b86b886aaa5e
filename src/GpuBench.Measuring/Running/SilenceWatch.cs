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

    public void OnEntry(JournalEntry entry)
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

/// <summary>
/// Tells from within a worker process whether it uses processor time, so that a kernel that compiles for a minute is not taken for a
/// hang. Silent while launches are timed: nothing may disturb them.
/// </summary>
/// <param name="emit">Where entries go; called from two threads.</param>
/// <param name="processorTime">What this process has used so far, on all cores.</param>
public sealed class Pulse(Action<JournalEntry> emit, Func<TimeSpan> processorTime)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// An idle process uses some 0.1 ms a second. A thread that computes beside a hundred others on two cores has 20 ms of each second.
    /// </summary>
    private static readonly TimeSpan MinWork = TimeSpan.FromMilliseconds(20);

    private TimeSpan _before = processorTime();
    private volatile bool _isQuiet;

    public void Start() => new Thread(() =>
    {
        try
        {
            while (true)
            {
                Thread.Sleep(Interval);
                Beat();
            }
        }
        catch (Exception cause) when (cause is IOException or ObjectDisposedException)
        {
            // Nobody reads any more: the parent has ended, and this process is about to.
        }
    })
    { IsBackground = true, Name = "pulse" }.Start();

    /// <summary>Passes on what the worker has to say.</summary>
    public void Emit(JournalEntry entry)
    {
        if (entry is not StillWorking)
            _isQuiet = entry is StepStarted { Step: RoundStep.Measure };
        emit(entry);
    }

    /// <summary>One look at the processor time.</summary>
    public void Beat()
    {
        var now = processorTime();
        if (now - _before < MinWork)
            return;
        _before = now;
        if (!_isQuiet)
            emit(new StillWorking());
    }
}
