using ILGPU.IR.Intrinsics;

namespace GpuBench.KernelChecks.Warpgroups;

/// <summary>
/// Operations that a kernel for Hopper needs and C# does not have: tensor copies that report to a barrier in memory, and products of a
/// warpgroup. The bodies never run.
/// </summary>
public static class WarpgroupIntrinsics
{
    /// <summary>
    /// Makes a barrier in shared memory that <paramref name="count"/> arrivals complete, and makes it visible to the copy engine.
    /// </summary>
    [IntrinsicImplementation]
    public static void InitializeBarrier(uint barrier, uint count)
    {
    }

    /// <summary>Arrives at the barrier, and announces the number of bytes that copies will write.</summary>
    [IntrinsicImplementation]
    public static void ExpectBytes(uint barrier, uint byteCount)
    {
    }

    /// <summary>Starts the copy of the box at (x, y) of a tensor map.</summary>
    [IntrinsicImplementation]
    public static void CopyBox(uint target, long tensorMap, int x, int y, uint barrier)
    {
    }

    /// <summary>Waits until the phase with the given parity is complete.</summary>
    [IntrinsicImplementation]
    public static void WaitForPhase(uint barrier, uint parity)
    {
    }

    /// <summary>
    /// c + a·b of 64x64 by 64x8 elements, and then a barrier for all threads. Both are in one text, because the compiler moves results
    /// across its own barriers.
    /// </summary>
    [IntrinsicImplementation]
    public static Accumulator MultiplyTile(Accumulator c, ulong a, ulong b) => c;
}
