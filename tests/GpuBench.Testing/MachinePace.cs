using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GpuBench.Testing;

/// <summary>Measures how fast this machine is at this moment: the wall-clock time of a small, fixed amount of work.</summary>
public static class MachinePace
{
    // Time of the work on an idle core of the reference machine. The limits of the tests were chosen on that machine.
    private const double ReferenceSeconds = 0.03;
    private const int Steps = 10_000_000;

    /// <summary>
    /// How many times slower this machine is now than the reference machine, at least 1. A core that is shared with many processes counts
    /// as slow. Takes 30 ms on an idle core.
    /// </summary>
    public static double Slowness()
    {
        var start = Stopwatch.GetTimestamp();
        if (Arithmetic(start) == 0)
            throw new InvalidOperationException("the generator has no state 0");
        // Tests start programs. The time to load a program counts too.
        using (var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", ":"]) { UseShellExecute = false })!)
            process.WaitForExit();
        return Math.Max(1, Stopwatch.GetElapsedTime(start).TotalSeconds / ReferenceSeconds);
    }

    /// <summary>A chain of operations (xorshift, Marsaglia 2003). Each operation needs the result of the one before.</summary>
    // The method is fully compiled from the first call on. Otherwise the first measurement would show a slower machine.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Arithmetic(long seed)
    {
        var x = (ulong)seed | 1;
        for (var i = 0; i < Steps; i++)
        {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
        }
        return x;
    }
}
