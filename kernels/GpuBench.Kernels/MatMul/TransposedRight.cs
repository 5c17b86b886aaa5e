using System.Runtime.CompilerServices;

namespace GpuBench.Kernels.MatMul;

/// <summary><see cref="MatMulLayout.NT"/>: neighbours along K are adjacent.</summary>
internal readonly struct TransposedRight : IRightOperand
{
    public static bool IsTransposed => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Element(int k, int n, MatMulShape shape) => n * shape.K + k;
}
