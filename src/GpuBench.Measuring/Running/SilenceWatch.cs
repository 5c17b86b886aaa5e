using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Rounds;

namespace GpuBench.Measuring.Running;

/// <summary>How long to wait for a worker, by its current step. In real time, even if a simulation sets the clock of a run.</summary>
internal sealed class SilenceWatch
{
    private SilenceLimit _limit = SilenceLimit.Opening;
    private WallClock _step = WallClock.Start(TimeProvider.System);
    private RoundStep? _at;
    private bool _isOpen;

    /// <summary>Time left until the next entry.</summary>
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
            RoundStep.Prepare => "generating its operands or compiling its kernel",
            RoundStep.FirstLaunch => "its first launch",
            RoundStep.Check => "comparing with the oracle",
            RoundStep.Measure => "its timed launches",
            _ => _isOpen ? "the step to the next round" : "opening the device",
        };
        var isBusy = _step.Seconds >= _limit.BusySeconds && _limit.BusySeconds > _limit.IdleSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"hangs: {what} did not end within {(isBusy ? _limit.BusySeconds : _limit.IdleSeconds):F0} s{Explain(isBusy)}; stopped");
    }

    private string Explain(bool isBusy) => _at switch
    {
        RoundStep.FirstLaunch when isBusy =>
            " of processor time: the limit for a driver that compiles, and the round's share of the budget",
        RoundStep.FirstLaunch =>
            " without processor time, which a compiler would use: a fixed limit, and the round's share of the budget",
        RoundStep.Measure => ": several times the round's share of the budget, and a fixed limit",
        _ => isBusy ? " of processor time" : "",
    };
}

/// <summary>
/// Reports from within a worker process that it uses processor time, so that a compilation of a minute does not count as a hang. It is
/// silent while launches are timed, so that it does not disturb them.
/// </summary>
/// <param name="emit">Receives the entries; called from two threads.</param>
/// <param name="processorTime">Processor time that this process has used, on all cores.</param>
public sealed class Pulse(Action<JournalEntry> emit, Func<TimeSpan> processorTime)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Chosen: an idle process uses about 0.1 ms per second. A thread among a hundred others on two cores gets 20 ms.</summary>
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
            // The parent has ended, and this process is about to end.
        }
    })
    { IsBackground = true, Name = "pulse" }.Start();

    /// <summary>Forwards an entry of the worker.</summary>
    public void Emit(JournalEntry entry)
    {
        if (entry is not StillWorking)
            _isQuiet = entry is StepStarted { Step: RoundStep.Measure };
        emit(entry);
    }

    /// <summary>Reads the processor time once.</summary>
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
