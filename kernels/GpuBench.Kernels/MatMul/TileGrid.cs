using GpuBench.Kernels.Loading;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>A grid with one group for each tile of C: x counts columns, y rows, z the matrices of the batch.</summary>
/// <param name="Rows">Rows of a tile.</param>
/// <param name="Columns">Columns of a tile.</param>
/// <param name="GroupSize">Work items of a group.</param>
/// <param name="SharedBytes">Shared memory of a group.</param>
internal sealed record TileGrid(int Rows, int Columns, int GroupSize, int SharedBytes)
{
    /// <summary>Null when the device allows such groups, one for each tile of the shape; otherwise the reason in one clause.</summary>
    public string? RefusalReason(DeviceTraits device, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Requirement.GroupSize(device, GroupSize)
            ?? Requirement.SharedMemory(device, SharedBytes)
            ?? Requirement.GridRows((shape.M - 1) / Rows + 1)
            ?? Requirement.GridRows(shape.BatchCount);
    }

    public MatMulLaunch Load(Accelerator accelerator, KernelEntryPoint entryPoint)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, entryPoint);
        return (stream, a, b, c, shape) =>
        {
            var grid = new Index3D((shape.N - 1) / Columns + 1, (shape.M - 1) / Rows + 1, shape.BatchCount);
            launch(stream, new KernelConfig(grid, new Index3D(GroupSize, 1, 1)), a, b, c, shape);
        };
    }
}
