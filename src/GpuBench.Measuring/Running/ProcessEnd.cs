using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace GpuBench.Measuring.Running;

/// <summary>Ends a child process, and says how one ended.</summary>
public static class ProcessEnd
{
    /// <summary>Kills the process and all its children; nothing where there is none any more.</summary>
    public static void Force(Process? process)
    {
        try
        {
            process?.Kill(entireProcessTree: true);
        }
        catch (Exception cause) when (cause is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in the meantime, or one of its children did, or that child belongs to somebody else.
        }
    }

    /// <summary>An exit code in words. Above 128 a Unix process was ended by a signal.</summary>
    public static string Describe(int exitCode) => (exitCode - 128) switch
    {
        (int)ExitCode.Unforeseen - 128 => "ended by an exception of its own (exit code 70)",
        4 => "illegal instruction (signal 4)",
        6 => "aborted by a native library (signal 6)",
        7 => "bus error (signal 7)",
        8 => "arithmetic error (signal 8)",
        9 => "killed (signal 9), as the system does when memory runs out",
        11 => "segmentation fault (signal 11)",
        15 => "terminated (signal 15)",
        _ => string.Create(CultureInfo.InvariantCulture, $"ended with exit code {exitCode}"),
    };
}
