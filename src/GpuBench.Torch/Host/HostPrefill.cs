namespace GpuBench.Torch.Host;

/// <summary>
/// Attention of many new positions. It stores the new keys and values, and packs each block of them for the products. Then the queries of
/// some positions go through the blocks, up to the block of the last query. If there are enough key heads for all threads, one thread
/// packs a head and attends to it: its blocks stay in that core's cache. Otherwise all heads are packed first, and a task is a part of a
/// head.
/// </summary>
internal static unsafe class HostPrefill<T, TOperand, V, TVector, TProducts>
    where T : unmanaged where TOperand : unmanaged where V : unmanaged where TVector : IHostVector<V>
    where TProducts : IHostProducts<T, TOperand>
{
    private const int BlockKeys = HostBlock.MaxKeys;

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
            Size = call.HeadSize;
            BlocksOfHead = (call.Seen + BlockKeys - 1) / BlockKeys;
            PartsOfHead = HostPrefillPart<T, TOperand, V, TVector, TProducts>.PartsOf(call.Count);
            BlockLength = TProducts.BlockLength(call.HeadSize);
            var rounds = (Heads + threads - 1) / threads;
            HasWholeHeads = Heads >= (1 - MaxIdle) * rounds * threads;
            Slots = (int)Math.Min(threads, HasWholeHeads ? Heads : Heads * PartsOfHead);
        }

        /// <summary>Key heads of all sequences.</summary>
        public long Heads { get; }

        /// <summary>D.</summary>
        public int Size { get; }

        public int BlocksOfHead { get; }

        public int PartsOfHead { get; }

        public int BlockLength { get; }

        public bool HasWholeHeads { get; }

        /// <summary>Threads that attend.</summary>
        public int Slots { get; }

        public long Tasks => HasWholeHeads ? Heads : Heads * PartsOfHead;

        public long Length => SlotAt(Slots);

        /// <param name="holder">A head, or its slot.</param>
        public long BlocksAt(long holder) => holder * BlocksOfHead * BlockLength;

        public long SlotAt(long slot) => BlocksAt(HasWholeHeads ? Slots : Heads)
            + (slot * HostPrefillPart<T, TOperand, V, TVector, TProducts>.ScratchLength(Size));
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
                Prefetch(sequence, position - _call.Start + HostHeads<T, V, TVector>.PrefetchDistance, kvHead);
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
            var slot = new HostPrefillPart<T, TOperand, V, TVector, TProducts>(_call, _memory + _plan.SlotAt(begin));
            for (var task = Claim(); task < _plan.Tasks; task = Claim())
            {
                if (_plan.HasWholeHeads)
                {
                    var blocks = _memory + _plan.BlocksAt(begin);
                    new PackRange(_call, _plan, _memory).PackAll(task, blocks);
                    for (var part = 0; part < _plan.PartsOfHead; part++)
                        slot.Run(task, part, blocks);
                }
                else
                {
                    var (head, index) = (task / _plan.PartsOfHead, (int)(task % _plan.PartsOfHead));
                    slot.Run(head, _plan.PartsOfHead - 1 - index, _memory + _plan.BlocksAt(head));
                }
            }
            TProducts.Release();
        }

        private long Claim() => Interlocked.Increment(ref *_next) - 1;
    }
}
