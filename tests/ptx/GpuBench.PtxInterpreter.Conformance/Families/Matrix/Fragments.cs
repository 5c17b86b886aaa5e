using GpuBench.PtxInterpreter.Conformance.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Families.Matrix;

/// <summary>Packs matrix elements into the registers of a warp's lanes, the first element in the lowest bits.</summary>
internal static class Fragments
{
    private const int Lanes = 32;

    /// <param name="elements">Elements of one lane.</param>
    /// <param name="position">The row and column of a lane's element.</param>
    /// <returns>The registers of each lane, in the order of memory.</returns>
    public static byte[] Pack(MatrixElement type, int elements, Func<int, int, (int Row, int Column)> position, double[,] matrix)
    {
        var bytes = new byte[Lanes * elements * type.Bytes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            for (var i = 0; i < elements; i++)
            {
                var (row, column) = position(lane, i);
                LittleEndian.Write(bytes, (lane * elements + i) * type.Bytes, type.Bytes, type.Encode(matrix[row, column]));
            }
        }

        return bytes;
    }

    /// <returns>A comma-separated list of registers in braces, starting with number <paramref name="first"/>.</returns>
    public static string Vector(string prefix, int count, int first = 0) =>
        "{" + string.Join(", ", Enumerable.Range(first, count).Select(i => $"{prefix}{i}")) + "}";
}
