using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Workloads.Oracles;

/// <summary>
/// Sums of products in double precision. Their order depends only on the lengths: no fused multiply-add, and the same lanes on every
/// host. So every host and every number of threads finds the same error. Optimised from the first call on, because most sums of a
/// trial are computed before the runtime would recompile them.
/// </summary>
internal static class Sums
{
    /// <summary>Elements decoded at a time; their doubles stay in the L1 cache.</summary>
    public const int BlockLength = 1024;

    private const int Lanes = 4;

    /// <returns>Σ x·y and Σ |x·y|.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Sum, double Magnitude) Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        y = y[..x.Length];
        ref var xs = ref MemoryMarshal.GetReference(x);
        ref var ys = ref MemoryMarshal.GetReference(y);
        Vector256<double> evenSum = default, oddSum = default, evenMagnitude = default, oddMagnitude = default;
        var i = 0;
        for (; i <= x.Length - (2 * Lanes); i += 2 * Lanes)
        {
            var even = Vector256.LoadUnsafe(ref xs, (nuint)i) * Vector256.LoadUnsafe(ref ys, (nuint)i);
            var odd = Vector256.LoadUnsafe(ref xs, (nuint)(i + Lanes)) * Vector256.LoadUnsafe(ref ys, (nuint)(i + Lanes));
            evenSum += even;
            oddSum += odd;
            evenMagnitude += Vector256.Abs(even);
            oddMagnitude += Vector256.Abs(odd);
        }
        var (sum, magnitude) = (InOrder(evenSum + oddSum), InOrder(evenMagnitude + oddMagnitude));
        for (; i < x.Length; i++)
        {
            var product = x[i] * y[i];
            sum += product;
            magnitude += Math.Abs(product);
        }
        return (sum, magnitude);
    }

    /// <summary>
    /// Adds <paramref name="scale"/>·x to <paramref name="sums"/> and its magnitudes
    /// to <paramref name="magnitudes"/>, element by element.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(ReadOnlySpan<double> x, double scale, Span<double> sums, Span<double> magnitudes)
    {
        sums = sums[..x.Length];
        magnitudes = magnitudes[..x.Length];
        ref var xs = ref MemoryMarshal.GetReference(x);
        ref var sumOf = ref MemoryMarshal.GetReference(sums);
        ref var magnitudeOf = ref MemoryMarshal.GetReference(magnitudes);
        var i = 0;
        for (; i <= x.Length - Lanes; i += Lanes)
        {
            var terms = Vector256.LoadUnsafe(ref xs, (nuint)i) * scale;
            (Vector256.LoadUnsafe(ref sumOf, (nuint)i) + terms).StoreUnsafe(ref sumOf, (nuint)i);
            (Vector256.LoadUnsafe(ref magnitudeOf, (nuint)i) + Vector256.Abs(terms)).StoreUnsafe(ref magnitudeOf, (nuint)i);
        }
        for (; i < x.Length; i++)
        {
            var term = x[i] * scale;
            sums[i] += term;
            magnitudes[i] += Math.Abs(term);
        }
    }

    private static double InOrder(Vector256<double> lanes) => lanes[0] + lanes[1] + lanes[2] + lanes[3];
}
