using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Which eight of a warp's 64 columns a lane has, when lanes multiply themselves: as suits how B lies in shared memory.</summary>
internal interface ILaneColumns
{
    /// <summary>From where in B's tile a lane reads; <paramref name="column"/> is the warp's first, a multiple of 64.</summary>
    static abstract int Quad(int lane, int column);

    /// <summary>B's elements of the lane's columns in two neighbours along K.</summary>
    /// <param name="right">The lane's quad.</param>
    /// <param name="quad">Along K: of four neighbours.</param>
    /// <param name="half">Which two of them, 0 or 1.</param>
    static abstract ColumnPair Load(ArrayView<WordQuad> shared, int right, int quad, int half);

    /// <summary>Writes a lane's eight values of a row of 64 that begins at <paramref name="row"/>, a quad.</summary>
    static abstract void Store(ArrayView<WordQuad> shared, int row, int lane, Quad left, Quad right);
}
