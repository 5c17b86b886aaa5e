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
