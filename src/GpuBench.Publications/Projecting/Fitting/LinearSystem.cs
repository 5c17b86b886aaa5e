namespace GpuBench.Publications.Projecting.Fitting;

/// <summary>A system of a few linear equations.</summary>
internal static class LinearSystem
{
    /// <summary>Solves a · x = b by Gauss-Jordan elimination with pivoting by rows. Overwrites both.</summary>
    /// <param name="a">(n, n), positive definite.</param>
    public static double[] Solve(double[,] a, double[] b)
    {
        var n = b.Length;
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(a[row, column]));
            for (var j = 0; j < n; j++)
                (a[column, j], a[pivot, j]) = (a[pivot, j], a[column, j]);
            (b[column], b[pivot]) = (b[pivot], b[column]);
            for (var row = 0; row < n; row++)
            {
                if (row == column || a[row, column] == 0)
                    continue;
                var factor = a[row, column] / a[column, column];
                for (var j = column; j < n; j++)
                    a[row, j] -= factor * a[column, j];
                b[row] -= factor * b[column];
            }
        }
        return [.. b.Select((value, row) => value / a[row, row])];
    }
}
