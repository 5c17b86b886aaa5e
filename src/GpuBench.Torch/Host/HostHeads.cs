using System.Runtime.CompilerServices;

namespace GpuBench.Torch.Host;

/// <summary>Prepares queries and keys: normalises and rotates them in fp32, then stores keys and values.</summary>
internal static unsafe class HostHeads<T, V, TVector> where T : unmanaged where V : unmanaged where TVector : IHostVector<V>
{
    /// <summary>Positions between a head that is prepared and one that the processor begins to load.</summary>
    public const int PrefetchDistance = 8;

    /// <summary>Stores keys and values of all new positions in the cache.</summary>
    public static void Store(in HostAttentionCall<T> call)
    {
        var range = new StoreRange(call);
        HostThreads.Run((long)call.Batch * call.Count, HostThreads.GrainElements / (call.KvHeads * call.HeadSize * 4), ref range);
    }

    /// <summary>Stores key and value of one new position in the cache.</summary>
    public static void Store(in HostAttentionCall<T> call, int sequence, int position, int kvHead)
    {
        var at = (long)(call.Start + position) * call.HeadSize;
        Prepare(call, sequence, position, call.QueryHeads + kvHead, 1, call.Keys(sequence, kvHead) + at);
        var value = call.Head(sequence, position, call.QueryHeads + call.KvHeads + kvHead);
        Unsafe.CopyBlockUnaligned(call.Values(sequence, kvHead) + at, value, (uint)(call.HeadSize * sizeof(T)));
    }

    /// <summary>Normalises a query or key, rotates it and scales it.</summary>
    /// <param name="head">Queries, then keys.</param>
    /// <param name="prepared">(D).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Prepare<TResult>(
        in HostAttentionCall<T> call, int sequence, int position, int head, float scale, TResult* prepared) where TResult : unmanaged
    {
        var (size, rotated) = (call.HeadSize, call.RotatedSize);
        var x = call.Head(sequence, position, head);
        var gain = call.HeadGains;
        if (gain != null)
        {
            gain += (long)head * size;
            scale /= MathF.Sqrt((HostRow<V, TVector>.SumOfSquares(x, size) / size) + call.Epsilon);
        }
        var rotation = call.Rotations + ((long)(call.Start + position) * rotated);
        var scales = TVector.Create(scale);
        var i = 0;
        for (; i <= rotated - (2 * TVector.Count); i += 2 * TVector.Count)
        {
            HostMath<V, TVector>.StoreTwo(
                prepared + i, Rotated(Scaled(x, gain, scales, i), rotation + i),
                Rotated(Scaled(x, gain, scales, i + TVector.Count), rotation + i + TVector.Count));
        }
        for (; i < rotated; i += 2)
        {
            var (a, b) = (Scaled(x, gain, scale, i), Scaled(x, gain, scale, i + 1));
            HostScalar.Store(prepared + i, (a * rotation[i]) - (b * rotation[i + 1]));
            HostScalar.Store(prepared + i + 1, (b * rotation[i]) + (a * rotation[i + 1]));
        }
        for (; i <= size - (2 * TVector.Count); i += 2 * TVector.Count)
        {
            HostMath<V, TVector>.StoreTwo(
                prepared + i, Scaled(x, gain, scales, i), Scaled(x, gain, scales, i + TVector.Count));
        }
        for (; i < size; i++)
            HostScalar.Store(prepared + i, Scaled(x, gain, scale, i));
    }

    /// <summary>Begins to load a head. Those of consecutive positions are too far apart for the processor to foresee the next.</summary>
    public static void Prefetch(in HostAttentionCall<T> call, int sequence, int position, int head) =>
        HostMemory.Prefetch(call.Head(sequence, Math.Min(position, call.Count - 1), head), call.HeadSize);

    /// <summary>(a·cos - b·sin, b·cos + a·sin) of each pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Rotated(V pairs, float* rotation)
    {
        var turns = TVector.Load(rotation);
        var exchanged = TVector.Multiply(TVector.SwapPairs(pairs), TVector.SecondOfPairs(turns));
        return TVector.MultiplySubtractAdd(pairs, TVector.FirstOfPairs(turns), exchanged);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Scaled(T* x, float* gain, V scale, int i)
    {
        var scaled = TVector.Multiply(HostMath<V, TVector>.Load(x + i), scale);
        return gain == null ? scaled : TVector.Multiply(scaled, TVector.Load(gain + i));
    }

    private static float Scaled(T* x, float* gain, float scale, int i) =>
        HostScalar.Load(x + i) * scale * (gain == null ? 1 : gain[i]);

    private readonly struct StoreRange(in HostAttentionCall<T> call) : IHostRange
    {
        private readonly HostAttentionCall<T> _call = call;

        public void Run(long begin, long end)
        {
            for (var row = begin; row < end; row++)
                for (var head = 0; head < _call.KvHeads; head++)
                    Store(_call, (int)(row / _call.Count), (int)(row % _call.Count), head);
        }
    }
}
