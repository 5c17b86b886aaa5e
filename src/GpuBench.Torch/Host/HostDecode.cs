using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>
/// Attention of one new position of each sequence. A task has the queries of one key head and a part of its keys, which it reads in
/// their storage type.
/// </summary>
internal static unsafe class HostDecode<T, V, TVector> where T : unmanaged where V : unmanaged where TVector : IHostVector<V>
{
    /// <summary>Keys of a block, whose scores are computed before its values are read.</summary>
    private const int BlockKeys = 128;

    /// <summary>Keys of a task, at least, if the keys of a head are divided.</summary>
    private const int MinTaskKeys = 256;

    /// <summary>Tasks of each thread, at least, so that all threads end at about the same time.</summary>
    private const int TasksPerThread = 3;

    public static void Attend(in HostAttentionCall<T> call, HostWorkspace workspace)
    {
        HostHeads<T, V, TVector>.Store(call);
        var threads = HostThreads.Count;
        var heads = (long)call.Batch * call.KvHeads;
        var wanted = threads == 1 ? 1 : ((threads * TasksPerThread) + heads - 1) / heads;
        var parts = (int)Math.Clamp(wanted, 1, Math.Max(1, call.Seen / MinTaskKeys));
        var next = 0L;
        var layout = new Layout(call, parts);
        var isSmall = heads * call.Group * call.Seen * call.HeadSize * 2 < HostThreads.GrainElements;
        var slots = isSmall ? 1 : (int)Math.Min(threads, heads * parts);
        var sums = workspace.Reserve((heads * parts * layout.PartLength) + (slots * layout.ScratchLength));
        var range = new TaskRange(call, layout, sums, &next);
        HostThreads.Run(slots, 1, ref range);
        if (parts == 1)
            return;
        var join = new JoinRange(call, layout, sums);
        HostThreads.Run(heads * call.Group, HostThreads.GrainElements / (parts * call.HeadSize), ref join);
    }

    /// <summary>The scratch space: the parts' sums, then that of each slot.</summary>
    private readonly struct Layout(in HostAttentionCall<T> call, int parts)
    {
        private readonly int _queries = call.Group * call.HeadSize;

        public int Parts { get; } = parts;

        /// <summary>For each query of a key head: the weighted values, then the largest score and the total of the weights.</summary>
        public long PartLength { get; } = call.Group * QueryLength(call);

        public long Tasks { get; } = (long)call.Batch * call.KvHeads * parts;

        /// <summary>Queries and scores.</summary>
        public long ScratchLength => _queries + BlockKeys;

        public static long QueryLength(in HostAttentionCall<T> call) => call.HeadSize + 2;

        public float* Scratch(float* memory, long slot) => memory + (Tasks * PartLength) + (slot * ScratchLength);
    }

    private readonly struct TaskRange(in HostAttentionCall<T> call, Layout layout, float* memory, long* next) : IHostRange
    {
        private readonly HostAttentionCall<T> _call = call;
        private readonly Layout _layout = layout;
        private readonly float* _memory = memory;
        private readonly long* _next = next;

        /// <summary>Each slot takes tasks until none is left.</summary>
        public void Run(long begin, long end)
        {
            var queries = _layout.Scratch(_memory, begin);
            var scores = queries + (_call.Group * _call.HeadSize);
            for (var task = Claim(); task < _layout.Tasks; task = Claim())
                Run(task, queries, scores);
        }

        private void Run(long task, float* queries, float* scores)
        {
            var (head, part) = (task / _layout.Parts, (int)(task % _layout.Parts));
            var (sequence, kvHead) = ((int)(head / _call.KvHeads), (int)(head % _call.KvHeads));
            var (size, group, length) = (_call.HeadSize, _call.Group, Layout.QueryLength(_call));
            var sums = _memory + (task * _layout.PartLength);
            for (var query = 0; query < group; query++)
            {
                HostHeads<T, V, TVector>.Prepare(
                    _call, sequence, 0, (kvHead * group) + query, _call.ScoreScale, queries + (query * size));
                var sum = sums + (query * length);
                new Span<float>(sum, size).Clear();
                (sum[size], sum[size + 1]) = (float.MinValue, 0);
            }
            var from = (int)((long)_call.Seen * part / _layout.Parts);
            var to = (int)((long)_call.Seen * (part + 1) / _layout.Parts);
            for (; from < to; from += BlockKeys)
            {
                var count = Math.Min(BlockKeys, to - from);
                var keys = _call.Keys(sequence, kvHead) + ((long)from * size);
                var values = _call.Values(sequence, kvHead) + ((long)from * size);
                for (var query = 0; query < group; query++)
                {
                    var sum = sums + (query * length);
                    var columns = (count + 15) & ~15;
                    Score(queries + (query * size), keys, count, size, scores);
                    new Span<float>(scores + count, columns - count).Fill(float.MinValue);
                    var shrink = HostSoftmax<V, TVector>.UpdateOne(scores, columns, ref sum[size], ref sum[size + 1]);
                    Mix(scores, values, count, size, shrink, sum);
                }
            }
            if (_layout.Parts > 1)
                return;
            for (var query = 0; query < group; query++)
            {
                var sum = sums + (query * length);
                var result = _call.ResultHead(sequence, 0, (kvHead * group) + query);
                HostRow<V, TVector>.Convert(sum, 1 / sum[size + 1], result, size);
            }
        }

        private long Claim() => Interlocked.Increment(ref *_next) - 1;
    }

    /// <summary>Joins the parts of each query.</summary>
    private readonly struct JoinRange(in HostAttentionCall<T> call, Layout layout, float* memory) : IHostRange
    {
        private readonly HostAttentionCall<T> _call = call;
        private readonly Layout _layout = layout;
        private readonly float* _memory = memory;

        public void Run(long begin, long end)
        {
            var size = _call.HeadSize;
            var joined = stackalloc float[size];
            for (var query = begin; query < end; query++)
            {
                var (sequence, head) = ((int)(query / _call.QueryHeads), (int)(query % _call.QueryHeads));
                var kvHead = ((long)sequence * _call.KvHeads) + (head / _call.Group);
                var first = _memory + (kvHead * _layout.Parts * _layout.PartLength) + (head % _call.Group * Layout.QueryLength(_call));
                var max = float.MinValue;
                for (var part = 0; part < _layout.Parts; part++)
                    max = MathF.Max(max, first[(part * _layout.PartLength) + size]);
                new Span<float>(joined, size).Clear();
                var total = 0f;
                for (var part = 0; part < _layout.Parts; part++)
                {
                    var sum = first + (part * _layout.PartLength);
                    var weight = MathF.Pow(2, sum[size] - max);
                    total += weight * sum[size + 1];
                    for (var i = 0; i < size; i++)
                        joined[i] += weight * sum[i];
                }
                HostRow<V, TVector>.Convert(joined, 1 / total, _call.ResultHead(sequence, 0, head), size);
            }
        }
    }

    /// <summary>Products of a query with each key. Up to three scores after the last are written, too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Score(float* query, T* keys, int count, int size, float* scores)
    {
        for (var key = 0; key < count; key += 4)
        {
            // Keys after the last are not read; the last one stands for them.
            T* key0 = keys + (key * size), key1 = keys + (Math.Min(key + 1, count - 1) * size);
            T* key2 = keys + (Math.Min(key + 2, count - 1) * size), key3 = keys + (Math.Min(key + 3, count - 1) * size);
            V sum0 = TVector.Create(0), sum1 = TVector.Create(0), sum2 = TVector.Create(0), sum3 = TVector.Create(0);
            var i = 0;
            for (; i <= size - TVector.Count; i += TVector.Count)
            {
                var q = TVector.Load(query + i);
                sum0 = TVector.MultiplyAdd(q, HostMath<V, TVector>.Load(key0 + i), sum0);
                sum1 = TVector.MultiplyAdd(q, HostMath<V, TVector>.Load(key1 + i), sum1);
                sum2 = TVector.MultiplyAdd(q, HostMath<V, TVector>.Load(key2 + i), sum2);
                sum3 = TVector.MultiplyAdd(q, HostMath<V, TVector>.Load(key3 + i), sum3);
            }
            var sums = TVector.Sums(sum0, sum1, sum2, sum3);
            for (; i < size; i++)
            {
                sums += query[i] * Vector128.Create(
                    HostScalar.Load(key0 + i), HostScalar.Load(key1 + i), HostScalar.Load(key2 + i), HostScalar.Load(key3 + i));
            }
            sums.Store(scores + key);
        }
    }

    /// <summary>sum · shrink + shares · values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix(float* shares, T* values, int count, int size, float shrink, float* sum)
    {
        var w = TVector.Count;
        var s = TVector.Create(shrink);
        var column = 0;
        for (; column <= size - (4 * w); column += 4 * w)
        {
            var value = values + column;
            var to = sum + column;
            V a = TVector.Multiply(TVector.Load(to), s), b = TVector.Multiply(TVector.Load(to + w), s);
            V c = TVector.Multiply(TVector.Load(to + (2 * w)), s), d = TVector.Multiply(TVector.Load(to + (3 * w)), s);
            for (var key = 0; key < count; key++, value += size)
            {
                var share = TVector.Create(shares[key]);
                a = TVector.MultiplyAdd(share, HostMath<V, TVector>.Load(value), a);
                b = TVector.MultiplyAdd(share, HostMath<V, TVector>.Load(value + w), b);
                c = TVector.MultiplyAdd(share, HostMath<V, TVector>.Load(value + (2 * w)), c);
                d = TVector.MultiplyAdd(share, HostMath<V, TVector>.Load(value + (3 * w)), d);
            }
            TVector.Store(to, a);
            TVector.Store(to + w, b);
            TVector.Store(to + (2 * w), c);
            TVector.Store(to + (3 * w), d);
        }
        for (; column <= size - w; column += w)
        {
            var a = TVector.Multiply(TVector.Load(sum + column), s);
            for (var key = 0; key < count; key++)
                a = TVector.MultiplyAdd(TVector.Create(shares[key]), HostMath<V, TVector>.Load(values + (key * size) + column), a);
            TVector.Store(sum + column, a);
        }
        for (; column < size; column++)
        {
            var a = sum[column] * shrink;
            for (var key = 0; key < count; key++)
                a += shares[key] * HostScalar.Load(values + (key * size) + column);
            sum[column] = a;
        }
    }
}
