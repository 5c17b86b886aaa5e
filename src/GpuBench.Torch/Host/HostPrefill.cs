using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>
/// Attention of many new positions. A task has the queries of one key head at consecutive positions. For each block of keys, it
/// converts keys and values to fp32 once, then updates the sums of every strip of four queries. It skips keys after the last query.
/// </summary>
internal static unsafe class HostPrefill<T, V, TVector> where T : unmanaged where V : unmanaged where TVector : IHostVector<V>
{
    /// <summary>Keys of a block. Its keys and values of 64 elements each fit in the first cache.</summary>
    private const int BlockKeys = 64;

    /// <summary>Queries of a task, at most; they and their sums stay in the second cache.</summary>
    private const int MaxTaskRows = 512;

    /// <summary>Positions of a task, at least: fewer would convert the same keys too often.</summary>
    private const int MinTaskPositions = 32;

    /// <summary>Tasks of each thread, at least, so that all threads end at about the same time.</summary>
    private const int TasksPerThread = 3;

    private const int Strip = HostTiles<V, TVector>.Rows;

    /// <summary>Strips whose products do not wait for each other's softmax.</summary>
    private const int Batch = 2;

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
            Positions = Math.Min(RoundUp(call.Count, Strip), Math.Max(Strip, MaxTaskRows / call.Group / Strip * Strip));
            while (threads > 1 && Positions > MinTaskPositions && heads * Chunks(call) < (long)threads * TasksPerThread)
                Positions = RoundUp(Positions / 2, Strip);
            Tasks = heads * Chunks(call);
            Size = call.HeadSize;
            Width = RoundUp(Size, HostTiles<V, TVector>.ColumnMultiple);
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
            (2 * Rows) + (Rows * Size) + (Rows * Width) + (BlockKeys * (Size + Width)) + (Batch * Strip * BlockKeys)
            + HostHeads<T, V, TVector>.ScratchLength(new() { HeadSize = Size, RotatedSize = Size }) + 64, 32);

        public int Chunks(in HostAttentionCall<T> call) => (call.Count + Positions - 1) / Positions;

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
        }

        private long Claim() => Interlocked.Increment(ref *_next) - 1;
    }

    /// <summary>The work of one thread in its own scratch space.</summary>
    private readonly struct Slot
    {
        private readonly HostAttentionCall<T> _call;
        private readonly Plan _plan;
        private readonly float* _queries;
        private readonly float* _sums;
        private readonly float* _keys;
        private readonly float* _values;
        private readonly float* _scores;
        private readonly float* _maxima;
        private readonly float* _totals;
        private readonly float* _rotation;

        public Slot(in HostAttentionCall<T> call, Plan plan, float* memory)
        {
            (_call, _plan) = (call, plan);
            _sums = memory;
            _values = _sums + (plan.Rows * plan.Width);
            _keys = _values + (BlockKeys * plan.Width);
            _scores = _keys + (BlockKeys * plan.Size);
            _queries = _scores + (Batch * Strip * BlockKeys);
            _maxima = _queries + (plan.Rows * plan.Size);
            _totals = _maxima + plan.Rows;
            _rotation = _totals + plan.Rows;
        }

        public void Run(int sequence, int kvHead, int first)
        {
            var count = Math.Min(_plan.Positions, _call.Count - first);
            var strips = (count + Strip - 1) / Strip;
            ReadQueries(sequence, kvHead, first, count);
            new Span<float>(_sums, _plan.Rows * _plan.Width).Clear();
            new Span<float>(_totals, _plan.Rows).Clear();
            new Span<float>(_maxima, _plan.Rows).Fill(float.MinValue);
            var seen = _call.Start + first + count;
            for (var key = 0; key < seen; key += BlockKeys)
            {
                ReadBlock(sequence, kvHead, key, Math.Min(BlockKeys, seen - key));
                var visible = _call.Start + first + 1 - key;
                for (var strip = Math.Max(0, (1 - visible) / Strip); strip < strips; strip += Batch)
                {
                    for (var head = 0; head < _call.Group; head++)
                    {
                        var row = (head * _plan.Positions) + (strip * Strip);
                        Update(row, Math.Min(Batch, strips - strip), visible + (strip * Strip), seen - key);
                    }
                }
            }
            Finish(sequence, kvHead, first, count);
        }

        /// <summary>The queries of each head at all positions, then of the next head. Rows that fill the last strip are zero.</summary>
        private void ReadQueries(int sequence, int kvHead, int first, int count)
        {
            for (var position = 0; position < count; position++)
            {
                HostHeads<T, V, TVector>.ReadRotation(_call, _call.Start + first + position, _rotation);
                for (var head = 0; head < _call.Group; head++)
                {
                    HostHeads<T, V, TVector>.Prepare(
                        _call, sequence, first + position, (kvHead * _call.Group) + head, _rotation, _call.ScoreScale,
                        _queries + (((head * _plan.Positions) + position) * _plan.Size));
                }
            }
            for (var head = 0; head < _call.Group; head++)
            {
                var rest = (_plan.Positions - count) * _plan.Size;
                new Span<float>(_queries + (((head * _plan.Positions) + count) * _plan.Size), rest).Clear();
            }
        }

        /// <summary>
        /// Keys (D, 64) and values (64, width). Scores of keys beyond the seen ones are zero, and nothing reads their values.
        /// </summary>
        private void ReadBlock(int sequence, int kvHead, int first, int count)
        {
            var (size, width) = (_plan.Size, _plan.Width);
            HostTranspose<T>.Read(_call.Keys(sequence, kvHead) + ((long)first * size), count, size, _keys, BlockKeys);
            if (count < BlockKeys)
            {
                for (var i = 0; i < size; i++)
                    new Span<float>(_keys + (i * BlockKeys) + count, BlockKeys - count).Clear();
            }
            var values = _call.Values(sequence, kvHead) + ((long)first * size);
            for (var key = 0; key < count; key++)
            {
                HostRow<V, TVector>.Convert(values + (key * size), 1, _values + (key * width), size);
                new Span<float>(_values + (key * width) + size, width - size).Clear();
            }
        }

        /// <summary>Adds a block of keys to the sums of some strips of one head.</summary>
        /// <param name="visible">Keys of the block that the first query attends to; each further query, one more.</param>
        /// <param name="present">Keys that are in the block.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Update(int row, int strips, int visible, int present)
        {
            var shrinks = stackalloc Vector128<float>[Batch];
            for (var strip = 0; strip < strips; strip++)
            {
                HostTiles<V, TVector>.Multiply(
                    _queries + ((row + (strip * Strip)) * _plan.Size), _plan.Size, _keys, BlockKeys, _plan.Size,
                    Columns(Keys(strip, visible, present)), _scores + (strip * Strip * BlockKeys), BlockKeys);
            }
            for (var strip = 0; strip < strips; strip++)
            {
                var (scores, at) = ((nint)(strip * Strip * BlockKeys), row + (strip * Strip));
                var columns = Columns(Keys(strip, visible, present));
                Hide(_scores + scores, visible + (strip * Strip), columns);
                shrinks[strip] = HostSoftmax<V, TVector>.Update(_scores + scores, BlockKeys, columns, _maxima + at, _totals + at);
            }
            for (var strip = 0; strip < strips; strip++)
            {
                HostTiles<V, TVector>.ScaleAndAdd(
                    _scores + (strip * Strip * BlockKeys), BlockKeys, _values, _plan.Width, Keys(strip, visible, present), _plan.Width,
                    _sums + ((row + (strip * Strip)) * _plan.Width), _plan.Width, shrinks[strip]);
            }
        }

        /// <summary>Keys that the last query of a strip attends to.</summary>
        private static int Keys(int strip, int visible, int present) =>
            Math.Min(Math.Min(visible + (strip * Strip) + Strip - 1, present), BlockKeys);

        /// <summary>One wide tile takes less time than two narrow ones.</summary>
        private static int Columns(int keys) =>
            keys > HostTiles<V, TVector>.ColumnMultiple ? BlockKeys : HostTiles<V, TVector>.ColumnMultiple;

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
