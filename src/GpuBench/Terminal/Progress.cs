using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Running;

namespace GpuBench.Terminal;

/// <summary>How a run's progress is shown on standard error: in place on a terminal, as lines elsewhere.</summary>
internal static class Progress
{
    /// <summary>To be disposed when the run has ended, if it can be.</summary>
    /// <param name="isQuiet">Nothing is shown.</param>
    public static IRunObserver Of(RunProgress progress, bool isQuiet)
    {
        if (isQuiet)
            return new SilentObserver();
        var pace = new RunPace(progress, TimeProvider.System);
        return Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb"
            ? new PlainProgress(pace, progress.Plan, Console.Error, TimeProvider.System)
            : new ProgressLine(pace, Console.Error, () => Console.WindowWidth);
    }

    /// <summary>A log on a full disk, or a reader that is gone, is no reason to lose a measurement.</summary>
    public static void Write(TextWriter output, string text)
    {
        try
        {
            output.Write(text);
            output.Flush();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // There is no other place to say it.
        }
    }
}
