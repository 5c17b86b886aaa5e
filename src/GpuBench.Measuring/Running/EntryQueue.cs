using System.Collections.Concurrent;
using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Running;

/// <summary>The lines a worker has sent and nobody has read yet.</summary>
internal sealed class EntryQueue : IDisposable
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(1);

    private readonly BlockingCollection<JournalEntry> _entries = [];

    public void Add(JournalEntry entry) => _entries.Add(entry);

    /// <summary>No more will come.</summary>
    public void Complete() => _entries.CompleteAdding();

    /// <summary>
    /// Waits in short turns: where this process itself was suspended meanwhile, and its workers with it, that counts as one turn.
    /// </summary>
    public JournalEntry? Take(TimeSpan patience, CancellationToken cancellation)
    {
        var left = patience;
        while (true)
        {
            var turn = left < LongestTurn ? left : LongestTurn;
            if (_entries.TryTake(out var entry, (int)turn.TotalMilliseconds, cancellation))
                return entry;
            left -= turn;
            if (left <= TimeSpan.Zero || _entries.IsCompleted)
                break;
        }
        return _entries.IsCompleted
            ? null
            : throw new TimeoutException($"no sign of life for {patience.TotalSeconds:F0} s");
    }

    public void Dispose() => _entries.Dispose();
}

/// <summary>
/// Reads a worker's lines on a thread of its own until they end, however they end: an exception on a thread would end the program,
/// and with it every other trial.
/// </summary>
/// <param name="lines">Taken from the process before the thread starts: a process that is disposed gives it no more.</param>
/// <param name="queue">Gets the entries; completed when no more will come.</param>
/// <param name="other">Gets the lines that are no entries.</param>
internal sealed class EntryReader(TextReader lines, EntryQueue queue, Action<string> other)
{
    /// <summary>Why the reading ended before the lines did; null where it did not.</summary>
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
            // Cut off in the middle of a line: the end of the process says why.
            Problem = $"unreadable line: {cause.Message}";
        }
        catch (Exception cause) when (cause is ObjectDisposedException or OperationCanceledException)
        {
            // The worker was disposed between two lines: nobody waits for the rest.
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
