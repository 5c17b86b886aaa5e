using GpuBench.Kernels.Loading;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>One group for each tile of C: along x by columns, along y by rows, along z by the matrices of the batch.</summary>
/// <param name="Rows">Of C in a tile.</param>
/// <param name="Columns">Of C in a tile.</param>
/// <param name="GroupSize">Work items that compute a tile.</param>
/// <param name="SharedBytes">That a group allocates.</param>
internal sealed record TileGrid(int Rows, int Columns, int GroupSize, int SharedBytes)
{
    /// <summary>Null when the device can be given such groups, and as many of them as the shape has tiles; otherwise the reason in one clause.</summary>
    public string? WhyNot(DeviceTraits device, MatMulSize shape)
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
