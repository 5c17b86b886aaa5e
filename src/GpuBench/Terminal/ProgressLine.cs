using System.Diagnostics;
using System.Globalization;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Running;

namespace GpuBench.Terminal;

/// <summary>One line on a terminal's standard error, replaced in place: how far, where, how much longer.</summary>
internal sealed class ProgressLine : IRunObserver, IDisposable
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _roundsBefore = -1;
    private string _at = "";

    public void DeviceStarting(PlannedDevice device) => _at = $"opening {device.Device.Id}";

    public void Saw(JournalEntry entry, RunProgress progress)
    {
        var total = progress.Plan.Devices.Sum(device => device.RunnableCount) * progress.Plan.Rounds;
        var left = progress.Plan.Devices.Sum(progress.RoundsLeft);
        if (_roundsBefore < 0)
            _roundsBefore = total - left;
        if (entry is RoundStarted started)
            _at = started.Key.Replace('|', ' ');
        Print(string.Create(CultureInfo.InvariantCulture, $"[{total - left}/{total}] {Eta(total - left, left, progress.Plan)} {_at}"));
    }

    public void WorkerLost(string what)
    {
        Print("");
        Console.Error.WriteLine($"\rgpubench: {what}");
    }

    public void Dispose() => Print("");

    /// <summary>By the pace until now, and never beyond the budget.</summary>
    private string Eta(int done, int left, RunPlan plan)
    {
        var elapsed = _clock.Elapsed.TotalSeconds;
        var measured = done - _roundsBefore;
        if (measured <= 0)
            return "";
        var seconds = Math.Min(elapsed / measured * left, plan.BudgetSeconds - elapsed ?? double.MaxValue);
        return $"{TimeSpan.FromSeconds(Math.Max(0, Math.Round(seconds))):m\\:ss} left";
    }

    private static void Print(string text)
    {
        var width = Math.Max(20, Console.WindowWidth - 1);
        var line = text.Length > width ? text[..width] : text;
        Console.Error.Write($"\r{line}\u001b[K");
    }
}
