using System.Globalization;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Running;
using GpuBench.Publications.Normalising;

namespace GpuBench.Terminal;

/// <summary>Shows a run's progress on standard error: one overwritten line on a terminal, separate lines elsewhere.</summary>
internal static class Progress
{
    /// <summary>The caller disposes the observer after the run, if it is disposable.</summary>
    /// <param name="isQuiet">Whether to show nothing.</param>
    /// <param name="normalizer">Gives the ratios of the values that a terminal shows.</param>
    public static IRunObserver Of(RunProgress progress, bool isQuiet, ResultNormalizer normalizer)
    {
        if (isQuiet)
            return new SilentObserver();
        return Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb"
            ? new PlainProgress(new(progress, TimeProvider.System), progress.Plan, Console.Error, TimeProvider.System)
            : new ProgressLine(
                new(progress, TimeProvider.System, new LiveValue(normalizer, progress).Of), Console.Error, () => Console.WindowWidth);
    }

    /// <summary>Ignores failures: a full disk or a closed pipe must not end a measurement.</summary>
    public static void Write(TextWriter output, string text)
    {
        try
        {
            output.Write(text);
            output.Flush();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // There is no other place to report this.
        }
    }
}

/// <summary>
/// Progress in a log file or a pipe: a line at the start, one every 30 seconds, and one at the end.
/// </summary>
internal sealed class PlainProgress : IRunObserver, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Lock _turn = new();
    private readonly RunPace _pace;
    private readonly TextWriter _output;
    private readonly ITimer _timer;

    public PlainProgress(RunPace pace, RunPlan plan, TextWriter output, TimeProvider time)
    {
        (_pace, _output) = (pace, output);
        var devices = string.Join(", ", plan.Devices.Select(device => device.Device.Id).Distinct());
        var trials = plan.Devices.Sum(device => device.RunnableCount);
        var (trial, round) = (trials == 1 ? "trial" : "trials", plan.Rounds == 1 ? "round" : "rounds");
        Print(string.Create(CultureInfo.InvariantCulture, $"{pace.Count} {trials} {trial} of {plan.Rounds} {round} on {devices}"));
        _timer = time.CreateTimer(_ => Tick(), null, Interval, Interval);
    }

    public void DeviceStarting(PlannedDevice device)
    {
        lock (_turn)
            _pace.Opening(device);
    }

    public void OnEntry(JournalEntry entry, RunProgress progress)
    {
        lock (_turn)
            _pace.OnEntry(entry, progress);
    }

    public void WorkerLost(string what)
    {
        lock (_turn)
            Print($"gpubench: {what}");
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_turn)
            Print($"{_pace.Count} ended after {TimeText.Clock(_pace.ElapsedSeconds)}");
    }

    private void Tick()
    {
        lock (_turn)
            Print(_pace.State);
    }

    private void Print(string line) => Progress.Write(_output, line + Environment.NewLine);
}

/// <summary>
/// Progress on a terminal: one line, overwritten in place, with the count, the time left and the trial. Spaces clear the rest of a
/// longer line, so no escape sequence is needed.
/// </summary>
/// <param name="width">Columns of the terminal, which may be resized.</param>
internal sealed class ProgressLine(RunPace pace, TextWriter output, Func<int> width) : IRunObserver, IDisposable
{
    private int _shown;

    public void DeviceStarting(PlannedDevice device)
    {
        pace.Opening(device);
        Print(pace.State);
    }

    public void OnEntry(JournalEntry entry, RunProgress progress)
    {
        pace.OnEntry(entry, progress);
        Print(pace.State);
    }

    public void WorkerLost(string what)
    {
        Print("");
        Progress.Write(output, $"gpubench: {what}{Environment.NewLine}");
    }

    public void Dispose() => Print("");

    private void Print(string text)
    {
        // The last column stays empty; otherwise, a terminal starts a new line. A width of 0 means unknown.
        var columns = width() is > 0 and var known ? Math.Max(20, known - 1) : 79;
        var line = text.Length > columns ? text[..columns] : text;
        Progress.Write(output, $"\r{line.PadRight(Math.Min(_shown, columns))}{(line.Length == 0 ? "\r" : "")}");
        _shown = line.Length;
    }
}
