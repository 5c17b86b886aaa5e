using System.Collections.Concurrent;
using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Running;

/// <summary>The lines a worker has sent and nobody has read yet.</summary>
internal sealed class EntryQueue : IDisposable
{
    private readonly BlockingCollection<JournalEntry> _entries = [];

    public void Add(JournalEntry entry) => _entries.Add(entry);

    /// <summary>No more will come.</summary>
    public void Complete() => _entries.CompleteAdding();

    public JournalEntry? Take(TimeSpan patience, CancellationToken cancellation)
    {
        if (_entries.TryTake(out var entry, (int)patience.TotalMilliseconds, cancellation))
            return entry;
        return _entries.IsCompleted
            ? null
            : throw new TimeoutException($"no sign of life for {patience.TotalSeconds:F0} s");
    }

    public void Dispose() => _entries.Dispose();
}
