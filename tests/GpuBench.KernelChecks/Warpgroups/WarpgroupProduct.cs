using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.KernelChecks.Warpgroups;

/// <summary>
/// C = A·Bᵀ by a warpgroup. One thread copies tiles of 64x8x64 by tensor maps into two stages. Rows have 128 bytes, with the swizzle of
/// that width. It shows what the interpreter can run, not what a GPU can do.
/// </summary>
public static class WarpgroupProduct
{
    public const int Rows = 64;
    public const int Columns = 8;
    public const int Depth = 64;
    public const int GroupSize = 128;

    private const int BytesOfA = Rows * Depth * 2;
    private const int BytesOfB = Columns * Depth * 2;
    private const int BytesOfStage = BytesOfA + BytesOfB;

    /// <summary>
    /// Stride of 1024 bytes between groups of eight rows, in units of 16 bytes. The leading offset is unused. Swizzle of 128 bytes.
    /// </summary>
    private const ulong DescriptorBits = (1ul << 16) | (64ul << 32) | (1ul << 62);

    /// <param name="c">(M, N), fp32.</param>
    /// <param name="mapOfA">Address of a map of A (M, K), fp16, with boxes of 64x64.</param>
    /// <param name="mapOfB">Address of a map of B (N, K), fp16, with boxes of 8x64.</param>
    /// <param name="n">A multiple of 8. M and K must be multiples of 64.</param>
    public static void Kernel(ArrayView<float> c, long mapOfA, long mapOfB, int n, int k)
    {
        var shared = SharedMemory.Allocate<WordQuad>(2 * BytesOfStage / 16);
        var barriers = SharedMemory.Allocate<WordQuad>(1);
        var origin = TensorIntrinsics.AddressOf(ref shared[0]);
        var barrier = TensorIntrinsics.AddressOf(ref barriers[0]);
        var (row, column) = (Grid.IdxY * Rows, Grid.IdxX * Columns);
        if (Group.IdxX == 0)
        {
            WarpgroupIntrinsics.InitializeBarrier(barrier, 1);
            WarpgroupIntrinsics.InitializeBarrier(barrier + sizeof(ulong), 1);
        }
        Group.Barrier();

        Accumulator sums = default;
        if (Group.IdxX == 0)
            Copy(origin, mapOfA, mapOfB, row, column, 0, barrier);
        for (var step = 0; step < k / Depth; step++)
        {
            if (Group.IdxX == 0 && step + 1 < k / Depth)
                Copy(origin, mapOfA, mapOfB, row, column, step + 1, barrier);
            var stage = (uint)(step & 1);
            // A stage is filled in every second step, so the phase of its barrier changes in every second step.
            WarpgroupIntrinsics.WaitForPhase(barrier + (stage * sizeof(ulong)), (uint)(step >> 1) & 1);
            var tileOfA = origin + (stage * BytesOfStage);
            sums = WarpgroupIntrinsics.MultiplyTile(sums, Descriptor(tileOfA), Descriptor(tileOfA + BytesOfA));
        }

        var lane = Group.IdxX & 31;
        var at = ((row + (Group.IdxX >> 5) * 16 + (lane >> 2)) * n) + column + ((lane & 3) * 2);
        c[at] = sums.X;
        c[at + 1] = sums.Y;
        c[at + (8 * n)] = sums.Z;
        c[at + (8 * n) + 1] = sums.W;
    }

    private static void Copy(uint origin, long mapOfA, long mapOfB, int row, int column, int step, uint barrier)
    {
        var stage = (uint)(step & 1);
        var full = barrier + (stage * sizeof(ulong));
        var target = origin + (stage * BytesOfStage);
        WarpgroupIntrinsics.ExpectBytes(full, BytesOfStage);
        WarpgroupIntrinsics.CopyBox(target, mapOfA, step * Depth, row, full);
        WarpgroupIntrinsics.CopyBox(target + BytesOfA, mapOfB, step * Depth, column, full);
    }

    private static ulong Descriptor(uint address) => ((address >> 4) & 0x3FFF) | DescriptorBits;
}
