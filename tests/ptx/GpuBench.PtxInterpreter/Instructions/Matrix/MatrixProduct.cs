using System.Runtime.Intrinsics;

namespace GpuBench.PtxInterpreter.Instructions.Matrix;

/// <summary>Inner products of rows of A and columns of B, both contiguous.</summary>
internal static unsafe class MatrixProduct
{
    /// <param name="length">A multiple of 4.</param>
    public static double Dot(double* row, double* column, int length)
    {
        var sum = Vector256<double>.Zero;
        for (var index = 0; index < length; index += Vector256<double>.Count)
            sum += Vector256.Load(row + index) * Vector256.Load(column + index);
        return Vector256.Sum(sum);
    }

    /// <summary>A chain of fused operations in order, as in the double-precision units.</summary>
    public static double FusedDot(double* row, double* column, int length, double sum)
    {
        for (var index = 0; index < length; index++)
            sum = Math.FusedMultiplyAdd(row[index], column[index], sum);
        return sum;
    }
}
