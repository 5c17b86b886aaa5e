using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>The gate of a feed-forward part in a storage type: fp32, or bf16 as <see cref="ushort"/>.</summary>
internal static unsafe class HostGate
{
    /// <summary>Columns that stay on one thread.</summary>
    private const int BlockColumns = 512;

    /// <summary>silu(gate) · up.</summary>
    /// <param name="both">(rows, 2·ffn): gate, then up.</param>
    /// <param name="result">(rows, ffn).</param>
    public static void Gate<T>(T* both, T* result, long rows, int ffn) where T : unmanaged
    {
        var blocks = (ffn + BlockColumns - 1) / BlockColumns;
        const long Grain = HostThreads.GrainElements / BlockColumns / 2;
        if (Vector512.IsHardwareAccelerated)
        {
            var range = new Range<T, Vector512<float>, HostVector512>(both, result, ffn, blocks);
            HostThreads.Run(rows * blocks, Grain, ref range);
        }
        else
        {
            var range = new Range<T, Vector256<float>, HostVector256>(both, result, ffn, blocks);
            HostThreads.Run(rows * blocks, Grain, ref range);
        }
    }

    private readonly struct Range<T, V, TVector>(T* both, T* result, int ffn, int blocks) : IHostRange
        where T : unmanaged where V : unmanaged where TVector : IHostVector<V>
    {
        private const float MinusLog2E = -1.44269504f;

        private readonly T* _both = both;
        private readonly T* _result = result;
        private readonly int _ffn = ffn;
        private readonly int _blocks = blocks;

        public void Run(long begin, long end)
        {
            for (var at = begin; at < end; at++)
            {
                var (row, column) = (at / _blocks, (int)(at % _blocks) * BlockColumns);
                var from = _both + (row * 2 * _ffn) + column;
                GateBlock(from, from + _ffn, _result + (row * _ffn) + column, Math.Min(BlockColumns, _ffn - column));
            }
        }

        /// <summary>silu(g) = g / (1 + e^-g).</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void GateBlock(T* gate, T* up, T* result, int width)
        {
            var i = 0;
            for (; i <= width - (2 * TVector.Count); i += 2 * TVector.Count)
            {
                HostMemory.PrefetchAhead(gate + i);
                HostMemory.PrefetchAhead(up + i);
                HostMath<V, TVector>.StoreTwo(
                    result + i, Product(gate + i, up + i), Product(gate + i + TVector.Count, up + i + TVector.Count));
            }
            for (; i < width; i++)
            {
                var g = HostScalar.Load(gate + i);
                HostScalar.Store(result + i, g / (1 + MathF.Exp(-g)) * HostScalar.Load(up + i));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Product(T* gate, T* up)
        {
            var g = HostMath<V, TVector>.Load(gate);
            var power = TVector.Multiply(g, TVector.Create(MinusLog2E));
            // 2^127 is the largest power; beyond, silu is less than 1e-36 in any case.
            power = HostMath<V, TVector>.PowerOfTwo<float>(TVector.Min(power, TVector.Create(127)));
            var silu = TVector.Multiply(g, TVector.Reciprocal(TVector.Add(power, TVector.Create(1))));
            return TVector.Multiply(silu, HostMath<V, TVector>.Load(up));
        }
    }
}
