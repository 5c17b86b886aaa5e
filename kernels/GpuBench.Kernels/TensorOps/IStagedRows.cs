using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The sums of 16 rows and 64 columns, as a warp writes them at a time.</summary>
internal interface IStagedRows
{
    /// <summary>Of results: 8 or 16.</summary>
    static abstract int QuadsPerRow { get; }

    /// <summary>Writes the lane's results to shared memory, rows of 64 elements that are <paramref name="pitch"/> quads apart.</summary>
    /// <param name="stage">Quad of the first row.</param>
    void Stage(ArrayView<WordQuad> shared, int stage, int pitch, int lane);
}
