using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuBench.Torch.Host;

/// <summary>
/// Attention of many new positions. A task has the queries of one key head at consecutive positions. For each block of keys, it
/// reads keys and values once, then updates the sums of some queries after others. It skips keys after the last query.
/// </summary>
internal static unsafe class HostPrefill<T, V, TVector, TProducts>
    where T : unmanaged where V : unmanaged where TVector : IHostVector<V> where TProducts : unmanaged, IHostProducts<T, TProducts>
{
    private const int BlockKeys = HostBlock.MaxKeys;

    /// <summary>Queries of a task, at most; they and their sums stay in the second cache.</summary>
    private const int MaxTaskRows = 512;

    /// <summary>Positions of a task, at least: fewer would convert the same keys too often.</summary>
    private const int MinTaskPositions = 32;

    /// <summary>Tasks of each thread, at least, so that all threads end at about the same time.</summary>
    private const int TasksPerThread = 3;

    /// <summary>Positions between a query that is prepared and one that the processor begins to load.</summary>
    private const int PrefetchDistance = 6;

    /// <summary>In bytes.</summary>
    private const int CacheLine = 64;

    /// <summary>Rows of which the softmax is computed together.</summary>
    private const int Strip = 4;

    public static void Attend(in HostAttentionCall<T> call, HostWorkspace workspace)
    {
        var threads = HostThreads.Count;
        var plan = new Plan(call, threads);
        var slots = (int)Math.Min(threads, plan.Tasks);
        var next = 0L;
        var range = new TaskRange(call, plan, workspace.Reserve(slots * plan.SlotLength), &next);
        HostThreads.Run(slots, 1, ref range);
    }

    /// <summary>How the queries are divided, and the scratch space of a thread.</summary>
    private readonly struct Plan
    {
        public Plan(in HostAttentionCall<T> call, int threads)
        {
            var heads = (long)call.Batch * call.KvHeads;
            var multiple = TProducts.RowMultiple;
            Positions = Math.Min(RoundUp(call.Count, multiple), Math.Max(multiple, MaxTaskRows / call.Group / multiple * multiple));
            while (threads > 1 && Positions > MinTaskPositions && heads * Chunks(call) < (long)threads * TasksPerThread)
                Positions = RoundUp(Positions / 2, multiple);
            Tasks = heads * Chunks(call);
            Size = call.HeadSize;
            Width = RoundUp(Size, 16);
            Rows = Positions * call.Group;
        }

        public int Positions { get; }

        public long Tasks { get; }

        public int Size { get; }

        /// <summary>Elements of a row of values and sums; those after D are zero.</summary>
        public int Width { get; }

        /// <summary>Queries of a task.</summary>
        public int Rows { get; }

        public long SlotLength => RoundUp(
            RoundUp(TProducts.Length(Rows, Size), 16) + (Rows * Width) + (TProducts.MaxRows * BlockKeys) + (2 * Rows) + Size
            + HostHeads<T, V, TVector>.ScratchLength(new() { HeadSize = Size, RotatedSize = Size }) + 64, 32);

        public int Chunks(in HostAttentionCall<T> call) => (call.Count + Positions - 1) / Positions;

        public static long RoundUp(long value, int multiple) => (value + multiple - 1) / multiple * multiple;

        private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
    }

    private readonly struct TaskRange(in HostAttentionCall<T> call, Plan plan, float* memory, long* next) : IHostRange
    {
        private readonly HostAttentionCall<T> _call = call;
        private readonly Plan _plan = plan;
        private readonly float* _memory = memory;
        private readonly long* _next = next;

        /// <summary>Each slot takes tasks until none is left, those with the most keys first.</summary>
        public void Run(long begin, long end)
        {
            var heads = (long)_call.Batch * _call.KvHeads;
            var slot = new Slot(_call, _plan, _memory + (begin * _plan.SlotLength));
            for (var task = Claim(); task < _plan.Tasks; task = Claim())
            {
                var chunk = (int)(_plan.Chunks(_call) - 1 - (task / heads));
                slot.Run((int)(task % heads / _call.KvHeads), (int)(task % _call.KvHeads), chunk * _plan.Positions);
            }
            slot.Release();
        }

        private long Claim() => Interlocked.Increment(ref *_next) - 1;
    }

    /// <summary>The work of one thread in its own scratch space.</summary>
    private readonly struct Slot
    {
        private readonly HostAttentionCall<T> _call;
        private readonly Plan _plan;
        private readonly TProducts _products;
        private readonly float* _sums;
        private readonly float* _scores;
        private readonly float* _maxima;
        private readonly float* _totals;
        private readonly float* _query;
        private readonly float* _rotation;

        public Slot(in HostAttentionCall<T> call, Plan plan, float* memory)
        {
            (_call, _plan) = (call, plan);
            _products = TProducts.Create(memory, plan.Rows, plan.Size);
            _sums = memory + Plan.RoundUp(TProducts.Length(plan.Rows, plan.Size), 16);
            _scores = _sums + (plan.Rows * plan.Width);
            _maxima = _scores + (TProducts.MaxRows * BlockKeys);
            _totals = _maxima + plan.Rows;
            _query = _totals + plan.Rows;
            _rotation = _query + plan.Size;
        }

        public void Run(int sequence, int kvHead, int first)
        {
            var count = Math.Min(_plan.Positions, _call.Count - first);
            ReadQueries(sequence, kvHead, first, count);
            new Span<float>(_sums, _plan.Rows * _plan.Width).Clear();
            new Span<float>(_totals, _plan.Rows).Clear();
            new Span<float>(_maxima, _plan.Rows).Fill(float.MinValue);
            var seen = _call.Start + first + count;
            for (var key = 0; key < seen; key += BlockKeys)
            {
                var at = (long)key * _plan.Size;
                _products.ReadBlock(
                    _call.Keys(sequence, kvHead) + at, _call.Values(sequence, kvHead) + at, Math.Min(BlockKeys, seen - key));
                var visible = _call.Start + first + 1 - key;
                var end = (count + TProducts.RowMultiple - 1) / TProducts.RowMultiple * TProducts.RowMultiple;
                var begin = Math.Max(0, (1 - visible) / TProducts.RowMultiple) * TProducts.RowMultiple;
                for (var position = begin; position < end; position += TProducts.MaxRows)
                {
                    var block = new HostBlock(Math.Min(TProducts.MaxRows, end - position), visible + position, seen - key);
                    for (var head = 0; head < _call.Group; head++)
                        Update((head * _plan.Positions) + position, block);
                }
            }
            Finish(sequence, kvHead, first, count);
        }

        public void Release() => _products.Release();

        /// <summary>The queries of each head at all positions, then of the next head. Rows after the last position are zero.</summary>
        private void ReadQueries(int sequence, int kvHead, int first, int count)
        {
            for (var position = 0; position < count; position++)
            {
                HostHeads<T, V, TVector>.ReadRotation(_call, _call.Start + first + position, _rotation);
                for (var head = 0; head < _call.Group; head++)
                {
                    var next = Math.Min(first + position + PrefetchDistance, _call.Count - 1);
                    Prefetch(_call.Head(sequence, next, (kvHead * _call.Group) + head));
                    HostHeads<T, V, TVector>.Prepare(
                        _call, sequence, first + position, (kvHead * _call.Group) + head, _rotation, _call.ScoreScale, _query);
                    _products.SetQuery((head * _plan.Positions) + position, _query);
                }
            }
            for (var head = 0; head < _call.Group; head++)
                _products.ClearQueries((head * _plan.Positions) + count, _plan.Positions - count);
        }

        /// <summary>The rows are too far apart for the processor to foresee the next one.</summary>
        private void Prefetch(T* query)
        {
            for (var at = 0; Sse.IsSupported && at < _plan.Size; at += CacheLine / sizeof(T))
                Sse.Prefetch0(query + at);
        }

        /// <summary>Adds a block of keys to the sums of some rows of one head.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Update(int row, HostBlock block)
        {
            var shrinks = stackalloc float[TProducts.MaxRows];
            _products.Score(row, block, _scores);
            for (var strip = 0; strip < block.Rows; strip += Strip)
            {
                var scores = _scores + (strip * BlockKeys);
                var columns = _products.Columns(block, strip);
                Hide(scores, block.Visible + strip, columns);
                HostSoftmax<V, TVector>.Update(scores, BlockKeys, columns, _maxima + row + strip, _totals + row + strip)
                    .Store(shrinks + strip);
            }
            _products.Mix(_scores, block, shrinks, _sums + (row * _plan.Width));
        }

        /// <summary>Excludes the keys after each query of a strip.</summary>
        private static void Hide(float* scores, int visible, int columns)
        {
            for (var i = 0; i < Strip && visible + i < columns; i++)
            {
                var shown = Math.Max(0, visible + i);
                new Span<float>(scores + (i * BlockKeys) + shown, columns - shown).Fill(float.MinValue);
            }
        }

        private void Finish(int sequence, int kvHead, int first, int count)
        {
            for (var head = 0; head < _call.Group; head++)
            {
                for (var position = 0; position < count; position++)
                {
                    var row = (head * _plan.Positions) + position;
                    HostRow<V, TVector>.Convert(
                        _sums + (row * _plan.Width), 1 / _totals[row],
                        _call.ResultHead(sequence, first + position, (kvHead * _call.Group) + head), _plan.Size);
                }
            }
        }
    }
}
