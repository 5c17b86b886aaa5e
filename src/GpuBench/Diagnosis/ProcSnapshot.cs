using System.Globalization;

namespace GpuBench.Diagnosis;

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
