using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace GpuBench.Measuring.Running;

/// <summary>Ends child processes, and describes how they ended.</summary>
public static class ProcessEnd
{
    /// <summary>
    /// Kills the process if it runs, but not its tree. .NET stops a tree before it kills it; a process whose parent is killed in between
    /// would stay stopped for ever. Children of the killed process end with it or soon after.
    /// </summary>
    public static void Force(Process? process)
    {
        try
        {
            process?.Kill();
        }
        catch (Exception cause) when (cause is InvalidOperationException or Win32Exception)
        {
            // It ended by itself in the meantime.
        }
    }

    /// <summary>An exit code in words. Codes above 128 mean that a signal ended a Unix process.</summary>
    public static string Describe(int exitCode) => (exitCode - 128) switch
    {
        (int)ExitCode.Unforeseen - 128 => "ended by an unhandled exception (exit code 70)",
        4 => "illegal instruction (signal 4)",
        6 => "aborted by a native library (signal 6)",
        7 => "bus error (signal 7)",
        8 => "arithmetic error (signal 8)",
        9 => "killed (signal 9), e.g. by the system when memory ran out",
        11 => "segmentation fault (signal 11)",
        15 => "terminated (signal 15)",
        _ => string.Create(CultureInfo.InvariantCulture, $"ended with exit code {exitCode}"),
    };
}
