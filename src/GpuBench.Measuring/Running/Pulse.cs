using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Rounds;

namespace GpuBench.Measuring.Running;

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
    private static readonly TimeSpan LeastWork = TimeSpan.FromMilliseconds(20);

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
        if (now - _before < LeastWork)
            return;
        _before = now;
        if (!_isQuiet)
            emit(new StillWorking());
    }
}
