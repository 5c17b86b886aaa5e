using System.Globalization;

namespace GpuBench.Measuring.Running;

/// <summary>Exit codes in words. Above 128 a Unix process was ended by a signal.</summary>
public static class ProcessEnd
{
    public static string Describe(int exitCode) => (exitCode - 128) switch
    {
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
