using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The eight of a warp's 64 columns that a lane computes without tensor cores, for a layout of B.</summary>
internal interface ILaneColumns
{
    /// <summary>The lane's first quad in the tile of B, for the warp's first <paramref name="column"/>, a multiple of 64.</summary>
    static abstract int Quad(int lane, int column);

    /// <summary>Loads the lane's columns of B at two neighbours along K.</summary>
    /// <param name="bQuad">The lane's quad, from <see cref="Quad"/>.</param>
    /// <param name="quad">Quad along K, of four elements.</param>
    /// <param name="half">0 or 1: the first or the last two of the four.</param>
    static abstract ColumnPair Load(ArrayView<WordQuad> shared, int bQuad, int quad, int half);

    /// <summary>Writes the lane's eight values, four and four, to a row of 64 that starts at quad <paramref name="row"/>.</summary>
    static abstract void Store(ArrayView<WordQuad> shared, int row, int lane, Quad columns0, Quad columns4);
}

/// <summary>Eight columns of B, four and four, at two neighbours along K: First and Second.</summary>
internal struct ColumnPair
{
    public Quad First0;
    public Quad First4;
    public Quad Second0;
    public Quad Second4;
}

/// <summary>Four neighbouring columns, and four more 32 columns further: for <see cref="TileBNN32"/>, whose rows run along N.</summary>
internal readonly struct AdjacentColumns : ILaneColumns
{
    private const int QuadsPerRow = 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Quad(int lane, int column) => TileBNN32.Quad(0, column / 4 + (lane & 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ColumnPair Load(ArrayView<WordQuad> shared, int bQuad, int quad, int half)
    {
        var quads = shared.Cast<Quad>();
        var firstRow = (4 * quad + 2 * half) * QuadsPerRow;
        // Row 0 of a tile is not permuted.
        var first = quads.SubView(firstRow + (bQuad ^ (4 * half)), 9);
        var second = quads.SubView(firstRow + QuadsPerRow + (bQuad ^ (4 * half + 2)), 9);
        ColumnPair pair;
        pair.First0 = first[0];
        pair.First4 = first[8];
        pair.Second0 = second[0];
        pair.Second4 = second[8];
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<WordQuad> shared, int row, int lane, Quad columns0, Quad columns4)
    {
        var quads = shared.Cast<Quad>();
        quads[row + (lane & 7)] = columns0;
        quads[row + (lane & 7) + 8] = columns4;
    }
}

/// <summary>Every eighth column: for <see cref="TileBNT"/>, whose rows run along K. Eight lanes read eight neighbouring rows.</summary>
internal readonly struct StridedColumns : ILaneColumns
{
    private const int Stride = 8;

    /// <summary>Distance between two columns of the lane, in pairs of words.</summary>
    private const int ColumnPairs = Stride * 4 * 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Quad(int lane, int column) => TileBNT.Quad(column + (lane & 7), 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ColumnPair Load(ArrayView<WordQuad> shared, int bQuad, int quad, int half)
    {
        var pairs = shared.Cast<WordPair>().SubView((bQuad ^ quad) * 2 + half, 7 * ColumnPairs + 1);
        var (pair0, pair1, pair2, pair3) = (pairs[0], pairs[ColumnPairs], pairs[2 * ColumnPairs], pairs[3 * ColumnPairs]);
        var (pair4, pair5, pair6, pair7) = (pairs[4 * ColumnPairs], pairs[5 * ColumnPairs], pairs[6 * ColumnPairs], pairs[7 * ColumnPairs]);
        ColumnPair pair;
        pair.First0 = Floats(pair0.Low, pair1.Low, pair2.Low, pair3.Low);
        pair.First4 = Floats(pair4.Low, pair5.Low, pair6.Low, pair7.Low);
        pair.Second0 = Floats(pair0.High, pair1.High, pair2.High, pair3.High);
        pair.Second4 = Floats(pair4.High, pair5.High, pair6.High, pair7.High);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<WordQuad> shared, int row, int lane, Quad columns0, Quad columns4)
    {
        var floats = shared.Cast<float>();
        var first = row * 4 + (lane & 7);
        floats[first] = columns0.X;
        floats[first + Stride] = columns0.Y;
        floats[first + 2 * Stride] = columns0.Z;
        floats[first + 3 * Stride] = columns0.W;
        floats[first + 4 * Stride] = columns4.X;
        floats[first + 5 * Stride] = columns4.Y;
        floats[first + 6 * Stride] = columns4.Z;
        floats[first + 7 * Stride] = columns4.W;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Quad Floats(uint x, uint y, uint z, uint w)
    {
        Quad quad;
        quad.X = Interop.IntAsFloat(x);
        quad.Y = Interop.IntAsFloat(y);
        quad.Z = Interop.IntAsFloat(z);
        quad.W = Interop.IntAsFloat(w);
        return quad;
    }
}
