using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Copies from global to shared memory in groups, of which the youngest may still be under way: a type argument of kernels.</summary>
internal interface IAsyncCopy
{
    /// <summary>Begins the copy of one quad.</summary>
    /// <param name="byteCount">16, or 0 for a quad of zeros; <paramref name="source"/> exists in either case.</param>
    static abstract void Copy(ArrayView<WordQuad> shared, int target, ArrayView<WordQuad> tensor, int source, int byteCount);

    /// <summary>Closes a group, also an empty one.</summary>
    static abstract void Commit();

    /// <summary>All groups but the youngest have landed, for all threads; and all threads are past what they did before.</summary>
    static abstract void AwaitAllButOne();

    /// <summary>All groups of this thread have landed: a group must not end before its copies.</summary>
    static abstract void AwaitOwn();
}
