using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>
/// Attention of many new positions, in two parts. The first stores the new keys and values, and packs each block of them for the
/// products. In the second a task has the queries of one key head at some positions, and goes through the blocks up to its last query.
/// </summary>
internal static unsafe class HostPrefill<T, TOperand, V, TVector, TProducts>
    where T : unmanaged where TOperand : unmanaged where V : unmanaged where TVector : IHostVector<V>
    where TProducts : IHostProducts<T, TOperand>
{
    private const int BlockKeys = HostBlock.MaxKeys;

    /// <summary>Positions of a task.</summary>
    private const int Positions = HostBlock.MaxRows;

    /// <summary>Positions between a head that is prepared and one that the processor begins to load.</summary>
    private const int PrefetchDistance = 8;

    /// <summary>Rows of which the softmax is computed together.</summary>
    private const int Strip = 4;

    public static void Attend(in HostAttentionCall<T> call, HostWorkspace workspace)
    {
        var plan = new Plan(call);
        var slots = (int)Math.Min(HostThreads.Count, plan.Tasks);
        var blocks = workspace.Reserve((plan.Blocks * plan.BlockLength) + (slots * plan.SlotLength));
        var packing = new PackRange(call, plan, blocks);
        HostThreads.Run(plan.Blocks, HostThreads.GrainElements / (BlockKeys * plan.Size * 4), ref packing);
        var next = 0L;
        var attending = new TaskRange(call, plan, blocks, &next);
        HostThreads.Run(slots, 1, ref attending);
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>How keys and queries are divided. The memory has all blocks, head after head, then the scratch space of slots.</summary>
    private readonly struct Plan(in HostAttentionCall<T> call)
    {
        private readonly long _heads = (long)call.Batch * call.KvHeads;

        /// <summary>D.</summary>
        public int Size { get; } = call.HeadSize;

        /// <summary>Elements of a row of sums; those after D are zero.</summary>
        public int Width { get; } = RoundUp(call.HeadSize, 16);

        public int BlocksOfHead { get; } = (call.Seen + BlockKeys - 1) / BlockKeys;

        public int TasksOfHead { get; } = (call.Count + Positions - 1) / Positions;

        public int BlockLength { get; } = TProducts.BlockLength(call.HeadSize);

        public long Blocks => _heads * BlocksOfHead;

        public long Tasks => _heads * TasksOfHead;

        public int SlotLength => (Positions * (RoundUp(Size, 16) + Width + 2)) + (TProducts.MaxRows * BlockKeys);
    }

    private readonly struct PackRange(in HostAttentionCall<T> call, Plan plan, float* memory) : IHostRange
    {
        private readonly HostAttentionCall<T> _call = call;
        private readonly Plan _plan = plan;
        private readonly float* _memory = memory;

        public void Run(long begin, long end)
        {
            for (var block = begin; block < end; block++)
            {
                var (head, first) = (block / _plan.BlocksOfHead, (int)(block % _plan.BlocksOfHead) * BlockKeys);
                var (sequence, kvHead) = ((int)(head / _call.KvHeads), (int)(head % _call.KvHeads));
                var (count, at) = (Math.Min(BlockKeys, _call.Seen - first), (long)first * _plan.Size);
                var packed = _memory + (block * _plan.BlockLength);
                HostMemory.Prefetch(packed, _plan.BlockLength);
                for (var position = Math.Max(first, _call.Start); position < first + count; position++)
                {
                    Prefetch(sequence, position - _call.Start + PrefetchDistance, kvHead);
                    HostHeads<T, V, TVector>.Store(_call, sequence, position - _call.Start, kvHead);
                }
                TProducts.Pack(
                    _call.Keys(sequence, kvHead) + at, _call.Values(sequence, kvHead) + at, count, _plan.Size, packed);
            }
        }

        /// <summary>Begins to load a key and a value, and the lines of the cache that they are stored to.</summary>
        private void Prefetch(int sequence, int position, int kvHead)
        {
            HostHeads<T, V, TVector>.Prefetch(_call, sequence, position, _call.QueryHeads + kvHead);
            HostHeads<T, V, TVector>.Prefetch(_call, sequence, position, _call.QueryHeads + _call.KvHeads + kvHead);
            var at = (long)(_call.Start + position) * _plan.Size;
            HostMemory.Prefetch(_call.Keys(sequence, kvHead) + at, _plan.Size);
            HostMemory.Prefetch(_call.Values(sequence, kvHead) + at, _plan.Size);
        }
    }

    private readonly struct TaskRange(in HostAttentionCall<T> call, Plan plan, float* memory, long* next) : IHostRange
    {
        private readonly HostAttentionCall<T> _call = call;
        private readonly Plan _plan = plan;
        private readonly float* _memory = memory;
        private readonly long* _next = next;

        /// <summary>Each slot takes tasks until none is left. Of a head, those with the most keys are first.</summary>
        public void Run(long begin, long end)
        {
            var slot = new Slot(_call, _plan, _memory + (_plan.Blocks * _plan.BlockLength) + (begin * _plan.SlotLength));
            for (var task = Claim(); task < _plan.Tasks; task = Claim())
            {
                var (head, chunk) = (task / _plan.TasksOfHead, _plan.TasksOfHead - 1 - (int)(task % _plan.TasksOfHead));
                slot.Run(
                    (int)(head / _call.KvHeads), (int)(head % _call.KvHeads), chunk * Positions,
                    _memory + (head * _plan.BlocksOfHead * _plan.BlockLength));
            }
            TProducts.Release();
        }

        private long Claim() => Interlocked.Increment(ref *_next) - 1;
    }

    /// <summary>The work of one thread in its own scratch space.</summary>
    private readonly struct Slot
    {
        private readonly HostAttentionCall<T> _call;
        private readonly Plan _plan;
        private readonly TOperand* _queries;
        private readonly float* _sums;
        private readonly float* _scores;
        private readonly float* _maxima;
        private readonly float* _totals;

        public Slot(in HostAttentionCall<T> call, Plan plan, float* memory)
        {
            (_call, _plan) = (call, plan);
            _queries = (TOperand*)memory;
            _sums = memory + (Positions * RoundUp(plan.Size, 16));
            _scores = _sums + (Positions * plan.Width);
            _maxima = _scores + (TProducts.MaxRows * BlockKeys);
            _totals = _maxima + Positions;
        }

        /// <param name="blocks">Of the key head.</param>
        public void Run(int sequence, int kvHead, int first, float* blocks)
        {
            var count = Math.Min(Positions, _call.Count - first);
            for (var head = kvHead * _call.Group; head < (kvHead + 1) * _call.Group; head++)
            {
                Begin(sequence, head, first, count);
                var seen = _call.Start + first + count;
                for (var key = 0; key < seen; key += BlockKeys)
                {
                    Update(
                        RoundUp(count, TProducts.RowMultiple), visible: _call.Start + first + 1 - key, present: seen - key,
                        blocks + ((long)key / BlockKeys * _plan.BlockLength));
                }
                Finish(sequence, head, first, count);
            }
        }

        /// <summary>Reads the queries, and begins to load the lines of the results. Queries after the last position are zero.</summary>
        private void Begin(int sequence, int head, int first, int count)
        {
            for (var row = 0; row < count; row++)
            {
                HostHeads<T, V, TVector>.Prefetch(_call, sequence, first + row + PrefetchDistance, head);
                HostMemory.Prefetch(_call.ResultHead(sequence, first + row, head), _plan.Size);
                HostHeads<T, V, TVector>.Prepare(
                    _call, sequence, first + row, head, _call.ScoreScale, _queries + (row * _plan.Size));
            }
            new Span<TOperand>(_queries + (count * _plan.Size), (Positions - count) * _plan.Size).Clear();
            new Span<float>(_sums, Positions * _plan.Width).Clear();
            new Span<float>(_totals, Positions).Clear();
            new Span<float>(_maxima, Positions).Fill(float.MinValue);
        }

        /// <summary>Adds a block of keys to the sums of those rows that attend to one of them.</summary>
        private void Update(int rows, int visible, int present, float* block)
        {
            for (var row = 0; row < rows; row += TProducts.MaxRows)
            {
                var shape = new HostBlock(Math.Min(TProducts.MaxRows, rows - row), visible + row, present);
                if (shape.Visible + shape.Rows > 1)
                    Update(row, shape, block);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Update(int row, HostBlock shape, float* block)
        {
            var shrinks = stackalloc float[TProducts.MaxRows];
            TProducts.Score(_queries + (row * _plan.Size), shape, _plan.Size, block, _scores);
            for (var strip = 0; strip < shape.Rows; strip += Strip)
            {
                var scores = _scores + (strip * BlockKeys);
                var columns = TProducts.Columns(shape, strip);
                Hide(scores, shape.Visible + strip, columns);
                HostSoftmax<V, TVector>.Update<TOperand>(scores, BlockKeys, columns, _maxima + row + strip, _totals + row + strip)
                    .Store(shrinks + strip);
            }
            TProducts.Mix(_scores, shape, _plan.Size, block, shrinks, _sums + (row * _plan.Width));
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

        private void Finish(int sequence, int head, int first, int count)
        {
            for (var row = 0; row < count; row++)
                HostRow<V, TVector>.Convert(
                    _sums + (row * _plan.Width), 1 / _totals[row], _call.ResultHead(sequence, first + row, head), _plan.Size);
        }
    }
}
