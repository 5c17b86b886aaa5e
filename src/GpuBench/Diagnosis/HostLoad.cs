using System.Globalization;

namespace GpuBench.Diagnosis;

/// <summary>
/// Processor time of other processes at present. The load average is not used, because it still contains a run that has just ended.
/// </summary>
/// <param name="BusyCores">Processor time in cores, without this process.</param>
/// <param name="Busiest">The process with the most processor time, in cores; null if no visible process used any.</param>
internal sealed record HostLoad(double BusyCores, (int Number, string Name, double Cores)? Busiest)
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(1);

    /// <summary>Measures for one second.</summary>
    /// <returns>Null if this system does not report it.</returns>
    public static HostLoad? Measure()
    {
        var before = ProcSnapshot.Read("/proc");
        if (before is null)
            return null;
        Thread.Sleep(Span);
        return ProcSnapshot.Read("/proc") is { } after ? Between(before, after, Environment.ProcessId) : null;
    }

    /// <param name="self">The process to leave out.</param>
    /// <returns>Null if no time has passed.</returns>
    public static HostLoad? Between(ProcSnapshot before, ProcSnapshot after, int self)
    {
        var passed = after.TotalTicks - before.TotalTicks;
        if (passed <= 0)
            return null;
        var ticksPerCore = (double)passed / after.Cores;
        var taken =
            from process in after.TicksOf
            let spent = process.Value.Ticks - before.TicksOf.GetValueOrDefault(process.Key).Ticks
            where spent > 0
            orderby spent descending
            select (Number: process.Key, process.Value.Name, Ticks: spent);
        var own = taken.Where(process => process.Number == self).Sum(process => process.Ticks);
        var busiest = taken.Where(process => process.Number != self).Take(1).ToList();
        return new(
            Math.Max(0, after.BusyTicks - before.BusyTicks - own) / ticksPerCore,
            busiest is [var (number, name, ticks)] ? (number, name, ticks / ticksPerCore) : null);
    }
}

/// <summary>Processor time until one moment, in kernel ticks, from <c>/proc</c> of Linux.</summary>
/// <param name="BusyTicks">Busy time of all cores together, with the time that a hypervisor gave to other guests.</param>
/// <param name="TotalTicks">Busy and idle.</param>
/// <param name="TicksOf">The processor time of each process, by its id.</param>
internal sealed record ProcSnapshot(int Cores, long BusyTicks, long TotalTicks, IReadOnlyDictionary<int, (string Name, long Ticks)> TicksOf)
{
    /// <returns>Null if this system does not report it.</returns>
    public static ProcSnapshot? Read(string root)
    {
        try
        {
            // man 5 proc: user nice system idle iowait irq softirq steal; later fields are part of user and nice.
            var all = File.ReadAllLines(Path.Combine(root, "stat"));
            var lines = all.Where(line => line.StartsWith("cpu", StringComparison.Ordinal)).ToList();
            var ticks = Fields(lines[0]).Skip(1).Take(8).Select(Number).ToList();
            return new(lines.Count - 1, ticks.Sum() - ticks[3] - ticks[4], ticks.Sum(), Processes(root));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static Dictionary<int, (string Name, long Ticks)> Processes(string root)
    {
        var processes = new Dictionary<int, (string, long)>();
        foreach (var folder in Directory.EnumerateDirectories(root))
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && Process(Path.Combine(folder, "stat")) is { } process)
                processes[number] = process;
        return processes;
    }

    /// <returns>Null if the process has ended.</returns>
    private static (string Name, long Ticks)? Process(string path)
    {
        try
        {
            // "1234 (a name) S ...": the name may contain spaces and parentheses; user and system time are fields 12 and 13 after it.
            var text = File.ReadAllText(path);
            var (open, close) = (text.IndexOf('('), text.LastIndexOf(')'));
            var fields = Fields(text[(close + 1)..]);
            return (text[(open + 1)..close], Number(fields[11]) + Number(fields[12]));
        }
        catch (Exception cause) when (
            cause is IOException or UnauthorizedAccessException
            or FormatException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);

    private static string[] Fields(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
