using System.Globalization;

namespace GpuBench.Diagnosis;

/// <summary>
/// What other processes take of the processor at present. The load average would not do: right after a run it is that of the run.
/// </summary>
/// <param name="BusyCores">Cores' worth of processor time that was taken, this process left out.</param>
/// <param name="Busiest">The process that took most, with the cores' worth that it took; null: none that can be seen took any.</param>
internal sealed record HostLoad(double BusyCores, (int Number, string Name, double Cores)? Busiest)
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(1);

    /// <summary>Takes a second.</summary>
    /// <returns>Null: this system does not tell.</returns>
    public static HostLoad? Measure()
    {
        var before = ProcSnapshot.Read("/proc");
        if (before is null)
            return null;
        Thread.Sleep(Span);
        return ProcSnapshot.Read("/proc") is { } after ? Between(before, after, Environment.ProcessId) : null;
    }

    /// <param name="self">The process that is left out.</param>
    /// <returns>Null: no time has passed.</returns>
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

/// <summary>Processor time at one moment, in the kernel's ticks, as Linux tells it below <c>/proc</c>.</summary>
/// <param name="BusyTicks">Of all cores together; time that a hypervisor gave to other guests is in it.</param>
/// <param name="TotalTicks">Busy and idle.</param>
/// <param name="TicksOf">Of each process, by its number.</param>
internal sealed record ProcSnapshot(int Cores, long BusyTicks, long TotalTicks, IReadOnlyDictionary<int, (string Name, long Ticks)> TicksOf)
{
    /// <returns>Null: this system does not tell.</returns>
    public static ProcSnapshot? Read(string root)
    {
        try
        {
            // man 5 proc: user nice system idle iowait irq softirq steal; what follows is part of user and nice.
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

    /// <returns>Null: it ended in the meantime.</returns>
    private static (string Name, long Ticks)? Process(string path)
    {
        try
        {
            // "1234 (a name) S ...": the name may hold spaces and parentheses; user and system time are the 12th and 13th field behind it.
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
