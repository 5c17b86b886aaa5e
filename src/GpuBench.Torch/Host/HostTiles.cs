using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Host;

/// <summary>
/// Products of four rows in fp32: C = A·B, or C = C·scale + A·B with a scale for each row. All sums of a tile stay in registers.
/// </summary>
internal static unsafe class HostTiles<V, TVector> where V : unmanaged where TVector : IHostVector<V>
{
    /// <summary>Rows of A and C.</summary>
    public const int Rows = 4;

    /// <summary>The number of columns must be a multiple of it.</summary>
    public const int ColumnMultiple = 16;

    /// <param name="a">(4, k).</param>
    /// <param name="b">(k, columns).</param>
    /// <param name="c">(4, columns).</param>
    public static void Multiply(float* a, nint aStride, float* b, nint bStride, nint k, int columns, float* c, nint cStride) =>
        Run<Overwrite>(a, aStride, b, bStride, k, columns, c, cStride, default);

    /// <inheritdoc cref="Multiply"/>
    /// <param name="scales">For the four rows of C.</param>
    public static void ScaleAndAdd(
        float* a, nint aStride, float* b, nint bStride, nint k, int columns, float* c, nint cStride, Vector128<float> scales) =>
        Run<Accumulate>(a, aStride, b, bStride, k, columns, c, cStride, scales);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TMode>(
        float* a, nint aStride, float* b, nint bStride, nint k, int columns, float* c, nint cStride, Vector128<float> scales)
    {
        var column = 0;
        if (TVector.Count == 16)
        {
            for (; column <= columns - 64; column += 64)
                FourVectors<TMode>(a, aStride, b + column, bStride, k, c + column, cStride, scales);
            for (; column < columns; column += 16)
                OneVector<TMode>(a, aStride, b + column, bStride, k, c + column, cStride, scales);
        }
        else
        {
            for (; column < columns; column += 16)
                TwoVectors<TMode>(a, aStride, b + column, bStride, k, c + column, cStride, scales);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V First<TMode>(float* c, float scale) =>
        typeof(TMode) == typeof(Overwrite) ? TVector.Create(0) : TVector.Multiply(TVector.Load(c), TVector.Create(scale));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourVectors<TMode>(
        float* a, nint aStride, float* b, nint bStride, nint k, float* c, nint cStride, Vector128<float> scales)
    {
        const int W = 16;
        float* a0 = a, a1 = a0 + aStride, a2 = a1 + aStride, a3 = a2 + aStride;
        float* c0 = c, c1 = c0 + cStride, c2 = c1 + cStride, c3 = c2 + cStride;
        V c00 = First<TMode>(c0, scales[0]), c01 = First<TMode>(c0 + W, scales[0]);
        V c02 = First<TMode>(c0 + (2 * W), scales[0]), c03 = First<TMode>(c0 + (3 * W), scales[0]);
        V c10 = First<TMode>(c1, scales[1]), c11 = First<TMode>(c1 + W, scales[1]);
        V c12 = First<TMode>(c1 + (2 * W), scales[1]), c13 = First<TMode>(c1 + (3 * W), scales[1]);
        V c20 = First<TMode>(c2, scales[2]), c21 = First<TMode>(c2 + W, scales[2]);
        V c22 = First<TMode>(c2 + (2 * W), scales[2]), c23 = First<TMode>(c2 + (3 * W), scales[2]);
        V c30 = First<TMode>(c3, scales[3]), c31 = First<TMode>(c3 + W, scales[3]);
        V c32 = First<TMode>(c3 + (2 * W), scales[3]), c33 = First<TMode>(c3 + (3 * W), scales[3]);
        for (nint i = 0; i < k; i++)
        {
            V b0 = TVector.Load(b), b1 = TVector.Load(b + W), b2 = TVector.Load(b + (2 * W)), b3 = TVector.Load(b + (3 * W));
            b += bStride;
            var x = TVector.Create(a0[i]);
            c00 = TVector.MultiplyAdd(x, b0, c00);
            c01 = TVector.MultiplyAdd(x, b1, c01);
            c02 = TVector.MultiplyAdd(x, b2, c02);
            c03 = TVector.MultiplyAdd(x, b3, c03);
            x = TVector.Create(a1[i]);
            c10 = TVector.MultiplyAdd(x, b0, c10);
            c11 = TVector.MultiplyAdd(x, b1, c11);
            c12 = TVector.MultiplyAdd(x, b2, c12);
            c13 = TVector.MultiplyAdd(x, b3, c13);
            x = TVector.Create(a2[i]);
            c20 = TVector.MultiplyAdd(x, b0, c20);
            c21 = TVector.MultiplyAdd(x, b1, c21);
            c22 = TVector.MultiplyAdd(x, b2, c22);
            c23 = TVector.MultiplyAdd(x, b3, c23);
            x = TVector.Create(a3[i]);
            c30 = TVector.MultiplyAdd(x, b0, c30);
            c31 = TVector.MultiplyAdd(x, b1, c31);
            c32 = TVector.MultiplyAdd(x, b2, c32);
            c33 = TVector.MultiplyAdd(x, b3, c33);
        }
        Store(c0, c00, c01, c02, c03);
        Store(c1, c10, c11, c12, c13);
        Store(c2, c20, c21, c22, c23);
        Store(c3, c30, c31, c32, c33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, V x, V y, V z, V w)
    {
        TVector.Store(c, x);
        TVector.Store(c + 16, y);
        TVector.Store(c + 32, z);
        TVector.Store(c + 48, w);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoVectors<TMode>(
        float* a, nint aStride, float* b, nint bStride, nint k, float* c, nint cStride, Vector128<float> scales)
    {
        const int W = 8;
        float* a0 = a, a1 = a0 + aStride, a2 = a1 + aStride, a3 = a2 + aStride;
        float* c0 = c, c1 = c0 + cStride, c2 = c1 + cStride, c3 = c2 + cStride;
        V c00 = First<TMode>(c0, scales[0]), c01 = First<TMode>(c0 + W, scales[0]);
        V c10 = First<TMode>(c1, scales[1]), c11 = First<TMode>(c1 + W, scales[1]);
        V c20 = First<TMode>(c2, scales[2]), c21 = First<TMode>(c2 + W, scales[2]);
        V c30 = First<TMode>(c3, scales[3]), c31 = First<TMode>(c3 + W, scales[3]);
        for (nint i = 0; i < k; i++)
        {
            V b0 = TVector.Load(b), b1 = TVector.Load(b + W);
            b += bStride;
            V x = TVector.Create(a0[i]), y = TVector.Create(a1[i]), z = TVector.Create(a2[i]), w = TVector.Create(a3[i]);
            c00 = TVector.MultiplyAdd(x, b0, c00);
            c01 = TVector.MultiplyAdd(x, b1, c01);
            c10 = TVector.MultiplyAdd(y, b0, c10);
            c11 = TVector.MultiplyAdd(y, b1, c11);
            c20 = TVector.MultiplyAdd(z, b0, c20);
            c21 = TVector.MultiplyAdd(z, b1, c21);
            c30 = TVector.MultiplyAdd(w, b0, c30);
            c31 = TVector.MultiplyAdd(w, b1, c31);
        }
        TVector.Store(c0, c00);
        TVector.Store(c0 + W, c01);
        TVector.Store(c1, c10);
        TVector.Store(c1 + W, c11);
        TVector.Store(c2, c20);
        TVector.Store(c2 + W, c21);
        TVector.Store(c3, c30);
        TVector.Store(c3 + W, c31);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneVector<TMode>(
        float* a, nint aStride, float* b, nint bStride, nint k, float* c, nint cStride, Vector128<float> scales)
    {
        float* a0 = a, a1 = a0 + aStride, a2 = a1 + aStride, a3 = a2 + aStride;
        float* c0 = c, c1 = c0 + cStride, c2 = c1 + cStride, c3 = c2 + cStride;
        V x = First<TMode>(c0, scales[0]), y = First<TMode>(c1, scales[1]);
        V z = First<TMode>(c2, scales[2]), w = First<TMode>(c3, scales[3]);
        for (nint i = 0; i < k; i++)
        {
            var column = TVector.Load(b);
            b += bStride;
            x = TVector.MultiplyAdd(TVector.Create(a0[i]), column, x);
            y = TVector.MultiplyAdd(TVector.Create(a1[i]), column, y);
            z = TVector.MultiplyAdd(TVector.Create(a2[i]), column, z);
            w = TVector.MultiplyAdd(TVector.Create(a3[i]), column, w);
        }
        TVector.Store(c0, x);
        TVector.Store(c1, y);
        TVector.Store(c2, z);
        TVector.Store(c3, w);
    }

    private readonly struct Overwrite;

    private readonly struct Accumulate;
}
