using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Data;

/// <summary>
/// Operands, and sums over them, that later rounds and trials of the same seed reuse: computing them takes more host time than a
/// launch. Evicts the least recently used entry. Not thread-safe. Returned values are shared and must not be modified.
/// </summary>
/// <param name="maxBytes">The capacity. A larger value is computed on each call.</param>
public sealed class HostDataCache(long maxBytes)
{
    /// <summary>The capacity is the memory available to the process, or to its container, divided by this.</summary>
    private const int MemoryShare = 4;

    private readonly Dictionary<object, Entry> _entries = [];
    private long _useCount;

    /// <summary>Holds at most a quarter of the memory available to the process.</summary>
    public HostDataCache()
        : this(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / MemoryShare) { }

    public long MaxBytes => maxBytes;

    public long HeldBytes { get; private set; }

    /// <inheritdoc cref="Operand.Normal"/>
    public Operand Normal(ulong seed, string name, long count, DType type) => Get(
        ("normal", seed, name, count, type), sizeof(uint) * Packed.WordCount(count, type), () => Operand.Normal(seed, name, count, type));

    /// <param name="key">Contains everything that the value depends on; compared by value.</param>
    /// <param name="byteCount">The memory that the value needs.</param>
    /// <param name="make">Computes the value if it is not cached, after eviction has made room.</param>
    public T Get<T>(object key, long byteCount, Func<T> make) where T : notnull
    {
        if (_entries.TryGetValue(key, out var held))
        {
            held.LastUse = ++_useCount;
            return (T)held.Value;
        }
        if (byteCount > maxBytes)
            return make();
        while (HeldBytes + byteCount > maxBytes)
            DropLeastRecentlyUsed();
        var value = make();
        _entries[key] = new(value, byteCount) { LastUse = ++_useCount };
        HeldBytes += byteCount;
        return value;
    }

    private void DropLeastRecentlyUsed()
    {
        var (key, entry) = _entries.MinBy(pair => pair.Value.LastUse);
        _entries.Remove(key);
        HeldBytes -= entry.ByteCount;
    }

    private sealed class Entry(object value, long byteCount)
    {
        public object Value => value;

        public long ByteCount => byteCount;

        public long LastUse { get; set; }
    }
}
