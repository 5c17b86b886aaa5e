namespace GpuBench.PtxInterpreter.Conformance.Families.Matrix;

/// <summary>One product A·B + C with exact operands.</summary>
/// <param name="A">M × K.</param>
/// <param name="B">K × N.</param>
/// <param name="C">M × N.</param>
internal sealed record MatrixProblem(double[,] A, double[,] B, double[,] C)
{
    /// <returns>The element of D in binary64. It is exact for the operands of the cases, up to the stated margins.</returns>
    public double Product(int row, int column)
    {
        var sum = C[row, column];
        for (var k = 0; k < B.GetLength(0); k++)
            sum += A[row, k] * B[k, column];
        return sum;
    }

    /// <returns>The sum of the terms' magnitudes. Bounds of the accumulated rounding error are relative to it.</returns>
    public double Magnitude(int row, int column)
    {
        var sum = Math.Abs(C[row, column]);
        for (var k = 0; k < B.GetLength(0); k++)
            sum += Math.Abs(A[row, k] * B[k, column]);
        return sum;
    }

    public static double[,] Fill(int rows, int columns, Func<int, int, double> value)
    {
        var matrix = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                matrix[i, j] = value(i, j);
        }

        return matrix;
    }
}
