using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

internal static class SharedAddress
{
    private const int QuadBytes = 16;

    /// <summary>Of a quad, in the window of shared memory: in 32 bits, of which an instruction adds a constant part for nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ArrayView<WordQuad> shared, int quad) => TensorIntrinsics.AddressOf(ref shared[0]) + (uint)(quad * QuadBytes);
}
