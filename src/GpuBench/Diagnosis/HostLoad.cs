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
