using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Copies that have landed when they begin.</summary>
internal readonly struct PlainCopy : IAsyncCopy
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(ArrayView<WordQuad> shared, int target, ArrayView<WordQuad> tensor, int source, int byteCount)
    {
        WordQuad quad = default;
        if (byteCount > 0)
            quad = tensor[source];
        shared[target] = quad;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Commit()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitAllButOne() => Group.Barrier();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitOwn()
    {
    }
}
