namespace GpuBench.PtxInterpreter.Tests;

/// <summary>A (rows, columns) matrix of fp16 numbers, by rows.</summary>
internal sealed record HalfMatrix(int Rows, int Columns, Half[] Values)
{
    public ushort[] Bits => [.. Values.Select(BitConverter.HalfToUInt16Bits)];

    /// <summary>Random numbers, uniform in [-1, 1).</summary>
    public static HalfMatrix Random(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return new(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(_ => (Half)(random.NextDouble() * 2 - 1))]);
    }

    /// <summary>The product of this matrix and the transposed other matrix, in double precision.</summary>
    public DoubleMatrix MultiplyTransposed(HalfMatrix other)
    {
        var product = new double[Rows * other.Rows];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < other.Rows; column++)
            {
                for (var k = 0; k < Columns; k++)
                    product[row * other.Rows + column] += (double)Values[row * Columns + k] * (double)other.Values[column * Columns + k];
            }
        }

        return new(product);
    }

    /// <summary>An exact product.</summary>
    public sealed record DoubleMatrix(double[] Values)
    {
        /// <returns>Infinity if any of the numbers is NaN.</returns>
        public double MaxDifference(float[] actual) =>
            Values.Zip(actual, (expected, value) => float.IsNaN(value) ? double.PositiveInfinity : Math.Abs(expected - value)).Max();
    }
}
