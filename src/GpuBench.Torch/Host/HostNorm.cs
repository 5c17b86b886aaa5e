using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>Norms of rows in a storage type: fp32, or bf16 as <see cref="ushort"/>.</summary>
internal static unsafe class HostNorm
{
    /// <summary>x += addend, if there is one; result = x / √(mean(x²) + ε) · gain.</summary>
    /// <param name="x">(rows, width).</param>
    /// <param name="addend">(rows, width); null: none.</param>
    /// <param name="gain">(width).</param>
    /// <param name="result">(rows, width); without an addend it may be <paramref name="x"/>.</param>
    public static void Normalize<T>(T* x, T* addend, float* gain, T* result, long rows, int width, float epsilon)
        where T : unmanaged
    {
        var grain = HostThreads.GrainElements / width;
        if (Vector512.IsHardwareAccelerated)
        {
            var range = new Range<T, Vector512<float>, HostVector512>(x, addend, gain, result, width, epsilon);
            HostThreads.Run(rows, grain, ref range);
        }
        else
        {
            var range = new Range<T, Vector256<float>, HostVector256>(x, addend, gain, result, width, epsilon);
            HostThreads.Run(rows, grain, ref range);
        }
    }

    private readonly struct Range<T, V, TVector>(T* x, T* addend, float* gain, T* result, int width, float epsilon) : IHostRange
        where T : unmanaged where V : unmanaged where TVector : IHostVector<V>
    {
        private readonly T* _x = x;
        private readonly T* _addend = addend;
        private readonly float* _gain = gain;
        private readonly T* _result = result;
        private readonly int _width = width;
        private readonly float _epsilon = epsilon;

        public void Run(long begin, long end)
        {
            for (var row = begin; row < end; row++)
            {
                var from = _x + (row * _width);
                if (_addend != null)
                    HostRow<V, TVector>.Add(from, _addend + (row * _width), _width);
                var scale = 1 / MathF.Sqrt((HostRow<V, TVector>.SumOfSquares(from, _width) / _width) + _epsilon);
                HostRow<V, TVector>.Multiply(from, scale, _gain, _result + (row * _width), _width);
            }
        }
    }
}

/// <summary>Passes over one row on one thread.</summary>
internal static unsafe class HostRow<V, TVector> where V : unmanaged where TVector : IHostVector<V>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float SumOfSquares<T>(T* x, int width) where T : unmanaged
    {
        var (even, odd) = (TVector.Create(0), TVector.Create(0));
        var i = 0;
        for (; i <= width - (2 * TVector.Count); i += 2 * TVector.Count)
        {
            var (a, b) = (HostMath<V, TVector>.Load(x + i), HostMath<V, TVector>.Load(x + i + TVector.Count));
            even = TVector.MultiplyAdd(a, a, even);
            odd = TVector.MultiplyAdd(b, b, odd);
        }
        var sum = TVector.Sum(TVector.Add(even, odd));
        for (; i < width; i++)
            sum += HostScalar.Load(x + i) * HostScalar.Load(x + i);
        return sum;
    }

    /// <summary>x += addend.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(T* x, T* addend, int width) where T : unmanaged
    {
        var i = 0;
        for (; i <= width - (2 * TVector.Count); i += 2 * TVector.Count)
        {
            HostMemory.PrefetchAhead(x + i);
            HostMemory.PrefetchAhead(addend + i);
            HostMath<V, TVector>.StoreTwo(x + i, Sum(x, addend, i), Sum(x, addend, i + TVector.Count));
        }
        for (; i < width; i++)
            HostScalar.Store(x + i, HostScalar.Load(x + i) + HostScalar.Load(addend + i));
    }

    /// <summary>x · scale · gain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T, TResult>(T* x, float scale, float* gain, TResult* result, int width)
        where T : unmanaged where TResult : unmanaged
    {
        var scales = TVector.Create(scale);
        var i = 0;
        for (; i <= width - (2 * TVector.Count); i += 2 * TVector.Count)
        {
            var (first, second) = Two(x + i, scales);
            HostMath<V, TVector>.StoreTwo(
                result + i, TVector.Multiply(first, TVector.Load(gain + i)),
                TVector.Multiply(second, TVector.Load(gain + i + TVector.Count)));
        }
        for (; i < width; i++)
            HostScalar.Store(result + i, HostScalar.Load(x + i) * scale * gain[i]);
    }

    /// <summary>x · scale, in another storage type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Convert<T, TResult>(T* x, float scale, TResult* result, int width)
        where T : unmanaged where TResult : unmanaged
    {
        var scales = TVector.Create(scale);
        var i = 0;
        for (; i <= width - (2 * TVector.Count); i += 2 * TVector.Count)
        {
            var (first, second) = Two(x + i, scales);
            HostMath<V, TVector>.StoreTwo(result + i, first, second);
        }
        for (; i < width; i++)
            HostScalar.Store(result + i, HostScalar.Load(x + i) * scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum<T>(T* x, T* y, int i) where T : unmanaged =>
        TVector.Add(HostMath<V, TVector>.Load(x + i), HostMath<V, TVector>.Load(y + i));

    /// <summary>Two consecutive vectors, scaled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V First, V Second) Two<T>(T* x, V scales) where T : unmanaged => (
        TVector.Multiply(HostMath<V, TVector>.Load(x), scales),
        TVector.Multiply(HostMath<V, TVector>.Load(x + TVector.Count), scales));
}
