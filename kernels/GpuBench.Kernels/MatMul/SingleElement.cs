using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>One element of C from global memory alone.</summary>
internal static class SingleElement
{
    /// <param name="element">Counted through all rows of all of the batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Compute<TCodec, TRight>(ArrayView<uint> a, ArrayView<uint> b, int element, MatMulShape shape)
        where TCodec : struct, IElementCodec
        where TRight : struct, IRightOperand
    {
        var row = element / shape.N;
        var column = element - row * shape.N;
        var right = row / shape.M * shape.K * shape.N;
        var sum = 0f;
        for (var k = 0; k < shape.K; k++)
            sum += TCodec.Load(a, row * shape.K + k) * TCodec.Load(b, right + TRight.Element(k, column, shape));
        return sum;
    }

    /// <summary>The same of int8 elements, an int32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ComputeInt8<TRight>(ArrayView<uint> a, ArrayView<uint> b, int element, MatMulShape shape)
        where TRight : struct, IRightOperand
    {
        var row = element / shape.N;
        var column = element - row * shape.N;
        var right = row / shape.M * shape.K * shape.N;
        var sum = 0;
        for (var k = 0; k < shape.K; k++)
            sum += Int8Words.Load(a, row * shape.K + k) * Int8Words.Load(b, right + TRight.Element(k, column, shape));
        return sum;
    }
}
