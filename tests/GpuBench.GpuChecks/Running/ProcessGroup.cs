using System.Diagnostics;

namespace GpuBench.GpuChecks.Running;

/// <param name="ExitCode">Of the shell; 128 and the signal's number where a signal ended it.</param>
/// <param name="TimedOut">The limit was reached, or the run was cancelled, and the group was ended.</param>
public sealed record StepEnd(int ExitCode, double Seconds, bool TimedOut)
{
    /// <summary>It did not end by itself: what it did to the GPU is unknown.</summary>
    public bool WasKilled => TimedOut || ExitCode > 128;
}

/// <summary>A shell command in a process group of its own, so that what it started ends with it. Linux only.</summary>
/// <param name="environment">All of it: nothing is inherited.</param>
public sealed class ProcessGroup(string folder, IReadOnlyDictionary<string, string> environment)
{
    // The process is no child any more: somebody else has taken its exit code.
    private const int LostExitCode = 255;

    // Between the request to end and the end by force: a program saves what it has.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <param name="log">Both outputs go there; a file that exists is replaced.</param>
    /// <exception cref="InvalidOperationException">The shell cannot be started.</exception>
    public StepEnd Run(string command, string log, TimeSpan limit, CancellationToken cancellation)
    {
        // The folder is an argument, not text of the command: it may have any name.
        using var spawn = new ShellSpawn(["/bin/sh", "-uc", $"cd \"$0\" && {{\n{command}\n}}", folder], environment, log);
        var start = Stopwatch.GetTimestamp();
        var process = spawn.Start();
        if (Wait(process, () => Stopwatch.GetElapsedTime(start) < limit && !cancellation.IsCancellationRequested) is { } exitCode)
        {
            // What is left of the group would disturb the next step.
            _ = NativeMethods.Kill(-process, NativeMethods.KillSignal);
            return new(exitCode, Stopwatch.GetElapsedTime(start).TotalSeconds, TimedOut: false);
        }

        _ = NativeMethods.Kill(-process, NativeMethods.TerminateSignal);
        var asked = Stopwatch.GetTimestamp();
        var ended = Wait(process, () => Stopwatch.GetElapsedTime(asked) < Grace);
        _ = NativeMethods.Kill(-process, NativeMethods.KillSignal);
        // A process that hangs in the driver cannot be ended: it is left behind.
        asked = Stopwatch.GetTimestamp();
        ended ??= Wait(process, () => Stopwatch.GetElapsedTime(asked) < Grace);
        return new(ended ?? 128 + NativeMethods.KillSignal, Stopwatch.GetElapsedTime(start).TotalSeconds, TimedOut: true);
    }

    /// <returns>The exit code, or null when <paramref name="goesOn"/> said no first.</returns>
    private static int? Wait(int process, Func<bool> goesOn)
    {
        do
        {
            var waited = NativeMethods.WaitForChild(process, out var status, NativeMethods.NoHang);
            if (waited == process)
                return (status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f);
            if (waited < 0)
                return LostExitCode;
            Thread.Sleep(Poll);
        }
        while (goesOn());
        return null;
    }
}
