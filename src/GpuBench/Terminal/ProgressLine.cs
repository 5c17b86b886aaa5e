using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Running;

namespace GpuBench.Terminal;

/// <summary>
/// One line on a terminal's standard error, replaced in place: how far, where, how much longer. Spaces clear what a longer line
/// left behind: no escape sequence is needed.
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

    public void Saw(JournalEntry entry, RunProgress progress)
    {
        pace.Saw(entry, progress);
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
        // The last column stays free, or a terminal begins a new line; 0 says that nobody knows the width.
        var columns = width() is > 0 and var known ? Math.Max(20, known - 1) : 79;
        var line = text.Length > columns ? text[..columns] : text;
        Progress.Write(output, $"\r{line.PadRight(Math.Min(_shown, columns))}{(line.Length == 0 ? "\r" : "")}");
        _shown = line.Length;
    }
}
