using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Rows of four quads along K, as A lies, and B where it is transposed.</summary>
internal static class SwizzledRows
{
    public const int QuadBits = 2;

    private const int QuadsPerRow = 1 << QuadBits;

    /// <summary>Two rows fill the banks, so every other row permutes its quads in another way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Quad(int row, int quad) => row * QuadsPerRow + (quad ^ ((row >> 1) & 3));

    /// <summary>16 rows keep the permutation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Piece(int quad, int pieces) => quad + pieces * 16 * QuadsPerRow;

    /// <summary>A step has two quads of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SecondStep(int quad) => quad ^ 2;

    /// <param name="row">Of the quad that a lane gives, from the piece's first row.</param>
    /// <param name="half">The same along K: 0 or 1 quads from the step's first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Word(ArrayView<WordQuad> shared, int quad, int row, int half, int line, int word)
    {
        var ownRow = quad / QuadsPerRow;
        var first = ((quad & 3) ^ ((ownRow >> 1) & 3)) - half;
        return shared.Cast<uint>()[Quad(ownRow - row + line, first + word / 4) * 4 + word % 4];
    }
}
