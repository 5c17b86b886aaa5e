using System.Diagnostics;

namespace GpuBench.Testing;

/// <summary>
/// A timeout for an event that a test waits for. It ends a test that would hang. It never judges speed. So the limit grows with the
/// slowness of the machine. The class measures the slowness at the start of the wait, and again before it declares the limit reached,
/// because the machine may have become slower.
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

    /// <summary>Starts a limit now.</summary>
    /// <param name="quiet">An ample time on an idle machine.</param>
    public static TimeLimit Of(TimeSpan quiet) => new(quiet, MachinePace.Slowness, TimeProvider.System);

    /// <summary>A fixed timeout for APIs that need one: the time to wait at the machine's current pace.</summary>
    /// <param name="quiet">An ample time on an idle machine.</param>
    public static TimeSpan Ample(TimeSpan quiet) => Of(quiet)._allowed;

    /// <summary>The time allowed so far. It grows if the machine becomes slower.</summary>
    public override string ToString() => $"{_allowed}";

    /// <summary>Whether the time has expired, at the machine's current pace.</summary>
    public bool IsOver()
    {
        if (_time.GetElapsedTime(_start) < _allowed)
            return false;
        var allowed = Allowed();
        if (allowed > _allowed)
            _allowed = allowed;
        return _time.GetElapsedTime(_start) >= _allowed;
    }

    /// <returns>False if the time expired before <paramref name="condition"/> held.</returns>
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

    /// <returns>False if the process still runs.</returns>
    public bool WaitForExit(Process process) => WaitFor(() => process.WaitForExit(PollMilliseconds));

    private TimeSpan Allowed() => _quiet * Margin * Math.Max(1, _slowness());
}
