using System.Runtime.CompilerServices;

namespace GpuBench.Kernels.MatMul;

/// <summary><see cref="MatMulLayout.NN"/>: neighbours along N are adjacent.</summary>
internal readonly struct NormalRight : IRightOperand
{
    public static bool IsTransposed => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Element(int k, int n, MatMulShape shape) => k * shape.N + n;
}
