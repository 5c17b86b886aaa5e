using System.Runtime.CompilerServices;
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

/// <summary><c>cp.async</c>, from sm_80 on.</summary>
internal readonly struct CudaAsyncCopy : IAsyncCopy
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(ArrayView<WordQuad> shared, int target, ArrayView<WordQuad> tensor, int source, int byteCount) =>
        TensorIntrinsics.CopyQuad(SharedAddress.Of(shared, target), ref tensor[source], byteCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Commit() => TensorIntrinsics.Commit();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitAllButOne() => TensorIntrinsics.AwaitAllButOne();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitOwn() => TensorIntrinsics.AwaitOwn();
}

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
