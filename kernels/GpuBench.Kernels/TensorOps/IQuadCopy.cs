using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Starts copies from global to shared memory. A type argument.</summary>
internal interface IQuadCopy
{
    /// <summary>Starts the copy of one quad.</summary>
    /// <param name="byteCount">16, or 0 for a quad of zeros; <paramref name="source"/> is a valid index in either case.</param>
    static abstract void Copy(ArrayView<WordQuad> shared, int target, ArrayView<WordQuad> tensor, int source, int byteCount);
}

/// <summary><c>cp.async</c> with a hint: the L2 cache fetches the 256 bytes around the quad. Other lanes copy the rest of them.</summary>
internal readonly struct CudaCopyOf256Bytes : IQuadCopy
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(ArrayView<WordQuad> shared, int target, ArrayView<WordQuad> tensor, int source, int byteCount) =>
        TensorIntrinsics.CopyQuadOf256Bytes(SharedAddress.Of(shared, target), ref tensor[source], byteCount);
}
