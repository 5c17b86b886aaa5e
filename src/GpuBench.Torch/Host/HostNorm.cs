using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>Norms of rows in a storage type: fp32, or bf16 as <see cref="ushort"/>.</summary>
internal static unsafe class HostNorm
{
    /// <summary>x / √(mean(x²) + ε) · gain.</summary>
    /// <param name="x">(rows, width).</param>
    /// <param name="gain">(width).</param>
    /// <param name="result">(rows, width); may be <paramref name="x"/>.</param>
    public static void Normalize<T>(T* x, float* gain, T* result, long rows, int width, float epsilon) where T : unmanaged
    {
        var grain = HostThreads.GrainElements / width;
        if (Vector512.IsHardwareAccelerated)
        {
            var range = new Range<T, Vector512<float>, HostVector512>(x, gain, result, width, epsilon);
            HostThreads.Run(rows, grain, ref range);
        }
        else
        {
            var range = new Range<T, Vector256<float>, HostVector256>(x, gain, result, width, epsilon);
            HostThreads.Run(rows, grain, ref range);
        }
    }

    private readonly struct Range<T, V, TVector>(T* x, float* gain, T* result, int width, float epsilon) : IHostRange
        where T : unmanaged where V : unmanaged where TVector : IHostVector<V>
    {
        private readonly T* _x = x;
        private readonly float* _gain = gain;
        private readonly T* _result = result;
        private readonly int _width = width;
        private readonly float _epsilon = epsilon;

        public void Run(long begin, long end)
        {
            for (var row = begin; row < end; row++)
            {
                var from = _x + (row * _width);
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

    /// <summary>x · scale · gain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T, TResult>(T* x, float scale, float* gain, TResult* result, int width)
        where T : unmanaged where TResult : unmanaged
    {
        var scales = TVector.Create(scale);
        var i = 0;
        for (; i <= width - TVector.Count; i += TVector.Count)
        {
            var scaled = TVector.Multiply(HostMath<V, TVector>.Load(x + i), scales);
            HostMath<V, TVector>.Store(result + i, TVector.Multiply(scaled, TVector.Load(gain + i)));
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
        for (; i <= width - TVector.Count; i += TVector.Count)
            HostMath<V, TVector>.Store(result + i, TVector.Multiply(HostMath<V, TVector>.Load(x + i), scales));
        for (; i < width; i++)
            HostScalar.Store(result + i, HostScalar.Load(x + i) * scale);
    }
}
