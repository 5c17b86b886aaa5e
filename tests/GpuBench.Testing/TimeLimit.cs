using System.Diagnostics;

namespace GpuBench.Testing;

/// <summary>
/// How long a test waits for what must happen. A limit ends a test that would hang; it never judges speed. So it grows with the slowness
/// of the machine, which is measured when the waiting begins, and again before the limit counts as reached: the machine may have become
/// slower since.
/// </summary>
public sealed class TimeLimit
{
    // Slowness comes in bursts that a short measurement may miss.
    private const double Margin = 10;
    private const int PollMilliseconds = 20;

    private readonly TimeSpan _quiet;
    private readonly Func<double> _slowness;
    private readonly TimeProvider _time;
    private readonly long _start;
    private TimeSpan _allowed;

    internal TimeLimit(TimeSpan quiet, Func<double> slowness, TimeProvider time)
    {
        (_quiet, _slowness, _time) = (quiet, slowness, time);
        _allowed = Allowed();
        _start = time.GetTimestamp();
    }

    /// <summary>Starts now.</summary>
    /// <param name="quiet">What would be ample on an idle machine.</param>
    public static TimeLimit Of(TimeSpan quiet) => new(quiet, MachinePace.Slowness, TimeProvider.System);

    /// <summary>For what takes a fixed limit: how long to wait on this machine, as it is now.</summary>
    /// <param name="quiet">What would be ample on an idle machine.</param>
    public static TimeSpan Ample(TimeSpan quiet) => Of(quiet)._allowed;

    /// <summary>The time allowed so far; it grows when the machine turns out to be slower.</summary>
    public override string ToString() => $"{_allowed}";

    /// <summary>Whether the time is over, by what the machine does now.</summary>
    public bool IsOver()
    {
        if (_time.GetElapsedTime(_start) < _allowed)
            return false;
        var allowed = Allowed();
        if (allowed > _allowed)
            _allowed = allowed;
        return _time.GetElapsedTime(_start) >= _allowed;
    }

    /// <returns>False: the time was over before <paramref name="condition"/> held.</returns>
    public bool WaitFor(Func<bool> condition)
    {
        while (!condition())
        {
            if (IsOver())
                return condition();
            Thread.Sleep(PollMilliseconds);
        }
        return true;
    }

    /// <returns>False: the process still runs.</returns>
    public bool WaitForExit(Process process) => WaitFor(() => process.WaitForExit(PollMilliseconds));

    private TimeSpan Allowed() => _quiet * Margin * Math.Max(1, _slowness());
}
