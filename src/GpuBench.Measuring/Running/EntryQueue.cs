using System.Collections.Concurrent;
using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Running;

/// <summary>Unread entries of a worker.</summary>
internal sealed class EntryQueue : IDisposable
{
    private static readonly TimeSpan MaxStep = TimeSpan.FromSeconds(1);

    private readonly BlockingCollection<JournalEntry> _entries = [];

    public void Add(JournalEntry entry) => _entries.Add(entry);

    /// <summary>Ends the queue.</summary>
    public void Complete() => _entries.CompleteAdding();

    /// <summary>Waits in short steps. If this process and its workers were suspended, the suspension counts as one step.</summary>
    public JournalEntry? Take(TimeSpan patience, CancellationToken cancellation)
    {
        var left = patience;
        while (true)
        {
            var step = left < MaxStep ? left : MaxStep;
            if (_entries.TryTake(out var entry, (int)step.TotalMilliseconds, cancellation))
                return entry;
            left -= step;
            if (left <= TimeSpan.Zero || _entries.IsCompleted)
                break;
        }
        return _entries.IsCompleted
            ? null
            : throw new TimeoutException($"no entry for {patience.TotalSeconds:F0} s");
    }

    public void Dispose() => _entries.Dispose();
}

/// <summary>
/// Reads the lines of a worker on a separate thread until they end. It catches every exception: one that leaves the thread would end the
/// program, and with it every other trial.
/// </summary>
/// <param name="lines">Taken from the process before the thread starts; a disposed process does not give it.</param>
/// <param name="queue">Receives the entries; completed at their end.</param>
/// <param name="other">Receives the lines that are not entries.</param>
internal sealed class EntryReader(TextReader lines, EntryQueue queue, Action<string> other)
{
    /// <summary>Why the reading ended before the lines; null if it did not.</summary>
    public string? Problem { get; private set; }

    public void Start() => new Thread(Read) { IsBackground = true, Name = "worker output" }.Start();

    private void Read()
    {
        try
        {
            while (lines.ReadLine() is { } line)
            {
                if (WorkerProtocol.Decode(line) is { } entry)
                    queue.Add(entry);
                else
                    other(line);
            }
        }
        catch (JsonFault cause)
        {
            // The line is incomplete. The end of the process gives the reason.
            Problem = $"unreadable line: {cause.Message}";
        }
        catch (Exception cause) when (cause is ObjectDisposedException or OperationCanceledException)
        {
            // The worker was disposed between two lines. The rest is not needed.
        }
        catch (Exception cause)
        {
            Problem = $"its output cannot be read: {cause.GetType().Name}: {cause.Message}";
        }
        finally
        {
            queue.Complete();
        }
    }
}
