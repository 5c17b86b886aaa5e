using System.Diagnostics;
using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Workloads.Data;

namespace GpuBench.Benchmarks.Host;

/// <summary>The commands <c>host costs</c> and <c>host rounds</c>.</summary>
internal static class HostBenchmark
{
    private const int LaterRounds = 3;

    /// <exception cref="UserError">Exit code 2: an unknown word.</exception>
    public static int Run(string[] words)
    {
        foreach (var line in Lines(words))
            Console.Out.WriteLine(line);
        return 0;
    }

    private static IEnumerable<string> Lines(string[] words) => words switch
    {
        ["costs"] => HostCostsText.Lines(HostCosts.Measure()),
        ["rounds"] => Rounds(""),
        ["rounds", "--only", var part] => Rounds(part),
        _ => throw UserError.Usage("host: use costs, rounds, or rounds --only PART of a name, e.g. 8192"),
    };

    private static IEnumerable<string> Rounds(string part) => HostRound.All
        .Where(round => round.Name.Contains(part, StringComparison.Ordinal))
        .Select(Measured)
        .Prepend($"host time of one round with {Environment.ProcessorCount} threads, by the clock and of all cores; "
            + "MB that it allocates, and that stay held");

    private static string Measured(HostRound round)
    {
        GC.Collect();
        var (data, result) = (new HostDataCache(), round.Result());
        var start = GC.GetTotalAllocatedBytes(precise: true);
        var first = HostTime.Of(() => round.Run(data, result));
        var firstBytes = GC.GetTotalAllocatedBytes(precise: true) - start;
        var later = Enumerable.Range(0, LaterRounds).Select(_ => HostTime.Of(() => round.Run(data, result))).MinBy(time => time.Seconds)!;
        var laterBytes = (GC.GetTotalAllocatedBytes(precise: true) - start - firstBytes) / LaterRounds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{round.Name}: first {first}, {firstBytes / 1e6:F0} MB; later {later}, {laterBytes / 1e6:F1} MB; "
            + $"held {data.HeldBytes / 1e6:F0} MB");
    }

    /// <param name="CoreSeconds">CPU time of all threads together. Other load on the machine affects it less.</param>
    private sealed record HostTime(double Seconds, double CoreSeconds)
    {
        public static HostTime Of(Action work)
        {
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            var seconds = HostCosts.Seconds(work);
            process.Refresh();
            return new(seconds, (process.TotalProcessorTime - before).TotalSeconds);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seconds:F3} s ({CoreSeconds:F3} core s)");
    }
}
