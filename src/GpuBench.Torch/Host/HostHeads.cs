using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>Prepares queries and keys: normalises and rotates them in fp32, then stores keys and values.</summary>
internal static unsafe class HostHeads<T, V, TVector> where T : unmanaged where V : unmanaged where TVector : IHostVector<V>
{
    /// <summary>Floats of scratch space for a head and the rotation of a position.</summary>
    public static int ScratchLength(in HostAttentionCall<T> call) => call.HeadSize + (2 * call.RotatedSize);

    /// <summary>Stores keys and values of all new positions in the cache.</summary>
    public static void Store(in HostAttentionCall<T> call)
    {
        var range = new StoreRange(call);
        HostThreads.Run((long)call.Batch * call.Count, HostThreads.GrainElements / (call.KvHeads * call.HeadSize * 4), ref range);
    }

    /// <summary>Prepares a position's rotation for <see cref="Prepare"/>.</summary>
    /// <param name="scratch">
    /// (2·R): both cosines of each pair, then the factors of the exchanged elements: minus sine and sine.
    /// </param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ReadRotation(in HostAttentionCall<T> call, int position, float* scratch)
    {
        var rotation = call.Rotations + ((long)position * call.RotatedSize);
        var sines = scratch + call.RotatedSize;
        var i = 0;
        for (; i <= call.RotatedSize - 4; i += 4)
        {
            var pairs = Vector128.Load(rotation + i);
            Vector128.Shuffle(pairs, Vector128.Create(0, 0, 2, 2)).Store(scratch + i);
            (Vector128.Shuffle(pairs, Vector128.Create(1, 1, 3, 3)) * Vector128.Create(-1f, 1, -1, 1)).Store(sines + i);
        }
        for (; i < call.RotatedSize; i += 2)
        {
            (scratch[i], scratch[i + 1]) = (rotation[i], rotation[i]);
            (sines[i], sines[i + 1]) = (-rotation[i + 1], rotation[i + 1]);
        }
    }

    /// <summary>Normalises a query or key, rotates it and scales it.</summary>
    /// <param name="head">Queries, then keys.</param>
    /// <param name="rotation">From <see cref="ReadRotation"/>.</param>
    /// <param name="prepared">(D).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Prepare(
        in HostAttentionCall<T> call, int sequence, int position, int head, float* rotation, float scale, float* prepared)
    {
        var (size, rotated) = (call.HeadSize, call.RotatedSize);
        var x = call.Head(sequence, position, head);
        if (call.HeadGains == null)
        {
            HostRow<V, TVector>.Convert(x, scale, prepared, size);
        }
        else
        {
            var norm = MathF.Sqrt((HostRow<V, TVector>.SumOfSquares(x, size) / size) + call.Epsilon);
            HostRow<V, TVector>.Multiply(x, scale / norm, call.HeadGains + ((long)head * size), prepared, size);
        }
        var sines = rotation + rotated;
        var i = 0;
        for (; i <= rotated - TVector.Count; i += TVector.Count)
        {
            var pairs = TVector.Load(prepared + i);
            var turned = TVector.Multiply(TVector.SwapPairs(pairs), TVector.Load(sines + i));
            TVector.Store(prepared + i, TVector.MultiplyAdd(pairs, TVector.Load(rotation + i), turned));
        }
        for (; i < rotated; i += 2)
        {
            var (a, b) = (prepared[i], prepared[i + 1]);
            prepared[i] = (a * rotation[i]) + (b * sines[i]);
            prepared[i + 1] = (b * rotation[i + 1]) + (a * sines[i + 1]);
        }
    }

    private readonly struct StoreRange(in HostAttentionCall<T> call) : IHostRange
    {
        private readonly HostAttentionCall<T> _call = call;

        public void Run(long begin, long end)
        {
            var scratch = stackalloc float[ScratchLength(_call)];
            var rotation = scratch + _call.HeadSize;
            for (var row = begin; row < end; row++)
            {
                var (sequence, position) = ((int)(row / _call.Count), (int)(row % _call.Count));
                ReadRotation(_call, _call.Start + position, rotation);
                var at = (long)(_call.Start + position) * _call.HeadSize;
                for (var head = 0; head < _call.KvHeads; head++)
                {
                    Prepare(_call, sequence, position, _call.QueryHeads + head, rotation, 1, scratch);
                    HostRow<V, TVector>.Convert(scratch, 1, _call.Keys(sequence, head) + at, _call.HeadSize);
                    var values = _call.Head(sequence, position, _call.QueryHeads + _call.KvHeads + head);
                    Unsafe.CopyBlockUnaligned(_call.Values(sequence, head) + at, values, (uint)(_call.HeadSize * sizeof(T)));
                }
            }
        }
    }
}
