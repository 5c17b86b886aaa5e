using System.Diagnostics;

namespace GpuBench.GpuChecks.Running;

/// <param name="ExitCode">Exit code of the shell. If a signal ended the shell, it is 128 plus the signal's number.</param>
/// <param name="TimedOut">The group was ended because it reached the limit or the run was cancelled.</param>
public sealed record StepEnd(int ExitCode, double Seconds, bool TimedOut)
{
    /// <summary>The step was killed, so its effect on the GPU is unknown.</summary>
    public bool WasKilled => TimedOut || ExitCode > 128;
}

/// <summary>A shell command in its own process group, so all its child processes end with it. Linux only.</summary>
/// <param name="environment">The complete environment: the command inherits nothing.</param>
public sealed class ProcessGroup(string folder, IReadOnlyDictionary<string, string> environment)
{
    // The process is no longer a child: other code has taken its exit code.
    private const int LostExitCode = 255;

    // Time between the request to end and the forced end, in which a program can save its data.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <param name="log">Receives stdout and stderr. An existing file is replaced.</param>
    /// <exception cref="InvalidOperationException">The shell cannot be started.</exception>
    public StepEnd Run(string command, string log, TimeSpan limit, CancellationToken cancellation)
    {
        // The folder is an argument and not part of the command's text, so any folder name works.
        using var spawn = new ShellSpawn(["/bin/sh", "-uc", $"cd \"$0\" && {{\n{command}\n}}", folder], environment, log);
        var start = Stopwatch.GetTimestamp();
        var process = spawn.Start();
        if (Wait(process, () => Stopwatch.GetElapsedTime(start) < limit && !cancellation.IsCancellationRequested) is { } exitCode)
        {
            // Remaining processes of the group would disturb the next step.
            _ = NativeMethods.Kill(-process, NativeMethods.KillSignal);
            return new(exitCode, Stopwatch.GetElapsedTime(start).TotalSeconds, TimedOut: false);
        }

        _ = NativeMethods.Kill(-process, NativeMethods.TerminateSignal);
        var asked = Stopwatch.GetTimestamp();
        var ended = Wait(process, () => Stopwatch.GetElapsedTime(asked) < Grace);
        _ = NativeMethods.Kill(-process, NativeMethods.KillSignal);
        // A process that hangs in the driver cannot be killed, so the run continues without it.
        asked = Stopwatch.GetTimestamp();
        ended ??= Wait(process, () => Stopwatch.GetElapsedTime(asked) < Grace);
        return new(ended ?? 128 + NativeMethods.KillSignal, Stopwatch.GetElapsedTime(start).TotalSeconds, TimedOut: true);
    }

    /// <returns>The exit code, or null if <paramref name="goesOn"/> returned false first.</returns>
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
