using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>
/// Attention of many new positions. It stores the new keys and values, and packs each block of them for the products; then it goes, with
/// the queries of some positions, through the blocks up to the last query. One thread does all of this for a key head, whose blocks then
/// stay in its cache, where the heads occupy all threads. Else the blocks of all heads are packed first, and tasks are parts of a head.
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
        var plan = new Plan(call, HostThreads.Count);
        var memory = workspace.Reserve(plan.Length);
        if (!plan.HasWholeHeads)
        {
            var packing = new PackRange(call, plan, memory);
            HostThreads.Run(
                plan.Heads * plan.BlocksOfHead, HostThreads.GrainElements / (BlockKeys * plan.Size * 4), ref packing);
        }
        var next = 0L;
        var attending = new TaskRange(call, plan, memory, &next);
        HostThreads.Run(plan.Slots, 1, ref attending);
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>
    /// How heads and queries are divided. The memory has the blocks of all heads, or those of one head for each slot; then the scratch
    /// space of slots.
    /// </summary>
    private readonly struct Plan
    {
        /// <summary>Chosen: the part of the time for which threads may be idle. Sharing a head has a cost, too.</summary>
        private const double MaxIdle = 1 / 16.0;

        public Plan(in HostAttentionCall<T> call, int threads)
        {
            Heads = (long)call.Batch * call.KvHeads;
            (Size, Width) = (call.HeadSize, RoundUp(call.HeadSize, 16));
            BlocksOfHead = (call.Seen + BlockKeys - 1) / BlockKeys;
            PartsOfHead = (call.Count + Positions - 1) / Positions;
            BlockLength = TProducts.BlockLength(call.HeadSize);
            var rounds = (Heads + threads - 1) / threads;
            HasWholeHeads = Heads >= (1 - MaxIdle) * rounds * threads;
            Slots = (int)Math.Min(threads, HasWholeHeads ? Heads : Heads * PartsOfHead);
        }

        /// <summary>Key heads of all sequences.</summary>
        public long Heads { get; }

        /// <summary>D.</summary>
        public int Size { get; }

        /// <summary>Elements of a row of sums; those after D are undefined.</summary>
        public int Width { get; }

        public int BlocksOfHead { get; }

        public int PartsOfHead { get; }

        public int BlockLength { get; }

        public bool HasWholeHeads { get; }

        /// <summary>Threads that attend.</summary>
        public int Slots { get; }

        public long Tasks => HasWholeHeads ? Heads : Heads * PartsOfHead;

        public long Length => SlotAt(Slots);

        private int SlotLength => (Positions * (RoundUp(Size, 16) + Width + 2)) + (TProducts.MaxRows * BlockKeys);

        /// <param name="holder">A head, or its slot.</param>
        public long BlocksAt(long holder) => holder * BlocksOfHead * BlockLength;

        public long SlotAt(long slot) => BlocksAt(HasWholeHeads ? Slots : Heads) + (slot * SlotLength);
    }

    private readonly struct PackRange(in HostAttentionCall<T> call, Plan plan, float* memory) : IHostRange
    {
        private readonly HostAttentionCall<T> _call = call;
        private readonly Plan _plan = plan;
        private readonly float* _memory = memory;

        public void Run(long begin, long end)
        {
            for (var at = begin; at < end; at++)
            {
                var (head, block) = (at / _plan.BlocksOfHead, (int)(at % _plan.BlocksOfHead));
                Pack(head, block, _memory + _plan.BlocksAt(head));
            }
        }

        /// <param name="blocks">Of the head.</param>
        public void PackAll(long head, float* blocks)
        {
            for (var block = 0; block < _plan.BlocksOfHead; block++)
                Pack(head, block, blocks);
        }

        private void Pack(long head, int block, float* blocks)
        {
            var (sequence, kvHead) = ((int)(head / _call.KvHeads), (int)(head % _call.KvHeads));
            var first = block * BlockKeys;
            var (count, at) = (Math.Min(BlockKeys, _call.Seen - first), (long)first * _plan.Size);
            var packed = blocks + ((long)block * _plan.BlockLength);
            HostMemory.Prefetch(packed, _plan.BlockLength);
            for (var position = Math.Max(first, _call.Start); position < first + count; position++)
            {
                Prefetch(sequence, position - _call.Start + PrefetchDistance, kvHead);
                HostHeads<T, V, TVector>.Store(_call, sequence, position - _call.Start, kvHead);
            }
            TProducts.Pack(_call.Keys(sequence, kvHead) + at, _call.Values(sequence, kvHead) + at, count, _plan.Size, packed);
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

        /// <summary>Each slot takes tasks until none is left. Of a head, the parts with the most keys are first.</summary>
        public void Run(long begin, long end)
        {
            var slot = new Slot(_call, _plan, _memory + _plan.SlotAt(begin));
            for (var task = Claim(); task < _plan.Tasks; task = Claim())
            {
                if (_plan.HasWholeHeads)
                    AttendHead(slot, task, _memory + _plan.BlocksAt(begin));
                else
                    AttendPart(slot, task / _plan.PartsOfHead, (int)(task % _plan.PartsOfHead));
            }
            TProducts.Release();
        }

        private void AttendHead(Slot slot, long head, float* blocks)
        {
            new PackRange(_call, _plan, _memory).PackAll(head, blocks);
            for (var part = 0; part < _plan.PartsOfHead; part++)
                slot.Run(head, part, blocks);
        }

        private void AttendPart(Slot slot, long head, int index) =>
            slot.Run(head, _plan.PartsOfHead - 1 - index, _memory + _plan.BlocksAt(head));

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
        private readonly float* _references;
        private readonly float* _totals;

        public Slot(in HostAttentionCall<T> call, Plan plan, float* memory)
        {
            (_call, _plan) = (call, plan);
            _queries = (TOperand*)memory;
            _sums = memory + (Positions * RoundUp(plan.Size, 16));
            _scores = _sums + (Positions * plan.Width);
            _references = _scores + (TProducts.MaxRows * BlockKeys);
            _totals = _references + Positions;
        }

        /// <param name="part">Of the positions.</param>
        /// <param name="blocks">Of the head.</param>
        public void Run(long head, int part, float* blocks)
        {
            var (sequence, kvHead) = ((int)(head / _call.KvHeads), (int)(head % _call.KvHeads));
            var first = part * Positions;
            var count = Math.Min(Positions, _call.Count - first);
            for (var queryHead = kvHead * _call.Group; queryHead < (kvHead + 1) * _call.Group; queryHead++)
            {
                Begin(sequence, queryHead, first, count);
                var seen = _call.Start + first + count;
                for (var key = 0; key < seen; key += BlockKeys)
                {
                    Update(
                        RoundUp(count, TProducts.RowMultiple), key == 0, visible: _call.Start + first + 1 - key, present: seen - key,
                        blocks + ((long)key / BlockKeys * _plan.BlockLength));
                }
                Finish(sequence, queryHead, first, count);
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
            new Span<float>(_totals, Positions).Clear();
            new Span<float>(_references, Positions).Fill(float.MinValue);
        }

        /// <summary>Adds a block of keys to the sums of those rows that attend to one of them.</summary>
        private void Update(int rows, bool isFirst, int visible, int present, float* block)
        {
            for (var row = 0; row < rows; row += TProducts.MaxRows)
            {
                var shape = new HostBlock(Math.Min(TProducts.MaxRows, rows - row), visible + row, present);
                if (shape.Visible + shape.Rows > 1)
                    Update(row, isFirst, shape, block);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Update(int row, bool isFirst, HostBlock shape, float* block)
        {
            var shrinks = stackalloc float[TProducts.MaxRows];
            TProducts.Score(_queries + (row * _plan.Size), shape, _plan.Size, block, _scores);
            for (var strip = 0; strip < shape.Rows; strip += Strip)
            {
                var scores = _scores + (strip * BlockKeys);
                var columns = TProducts.Columns(shape, strip);
                Hide(scores, shape.Visible + strip, columns);
                HostSoftmax<V, TVector>.Update<TOperand>(scores, BlockKeys, columns, _references + row + strip, _totals + row + strip)
                    .Store(shrinks + strip);
            }
            TProducts.Mix(_scores, shape, _plan.Size, block, isFirst ? null : shrinks, _sums + (row * _plan.Width));
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
