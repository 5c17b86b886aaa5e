using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GpuBench.Testing;

/// <summary>How fast this machine is at this moment: a small fixed amount of work, by the wall clock.</summary>
public static class MachinePace
{
    // What the work takes on an idle core of the machine on which the tests' limits were chosen.
    private const double ReferenceSeconds = 0.03;
    private const int Steps = 10_000_000;

    /// <summary>
    /// How many times slower than that machine this one is now, at least 1. A core that is shared with many processes counts as slow.
    /// Takes 30 ms on an idle core.
    /// </summary>
    public static double Slowness()
    {
        var start = Stopwatch.GetTimestamp();
        if (Arithmetic(start) == 0)
            throw new InvalidOperationException("the generator has no state 0");
        // Programs that tests start have to be loaded, too.
        using (var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", ":"]) { UseShellExecute = false })!)
            process.WaitForExit();
        return Math.Max(1, Stopwatch.GetElapsedTime(start).TotalSeconds / ReferenceSeconds);
    }

    /// <summary>A chain of operations that each need the one before: xorshift, Marsaglia 2003.</summary>
    // Fully compiled from the first call on: otherwise the first measurement would show a slower machine.
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
