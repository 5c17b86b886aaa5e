using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Copies from global to shared memory, in groups that complete in order. Kernels take it as a type argument.</summary>
internal interface IAsyncCopy
{
    /// <summary>Starts the copy of one quad.</summary>
    /// <param name="byteCount">16, or 0 for a quad of zeros; <paramref name="source"/> is a valid index in either case.</param>
    static abstract void Copy(ArrayView<WordQuad> shared, int target, ArrayView<WordQuad> tensor, int source, int byteCount);

    /// <summary>Starts the copy of one quad, or of zeros; <paramref name="source"/> is not read then, and may be any index.</summary>
    /// <param name="target">Byte offset plus the origin that <see cref="Origin"/> gives.</param>
    static abstract void CopyTo(ArrayView<WordQuad> shared, uint target, ArrayView<WordQuad> tensor, int source, bool isZero);

    /// <summary>The address of the first quad, from which offsets in bytes count.</summary>
    static abstract uint Origin(ArrayView<WordQuad> shared);

    /// <summary>Called before copies to a stage whose pieces all threads have loaded. Emulated products read them later.</summary>
    static abstract void AwaitReaders();

    /// <summary>Closes a group; it may be empty.</summary>
    static abstract void Commit();

    /// <summary>Waits until all groups but the last are complete, then for all threads of the group.</summary>
    static abstract void AwaitAllButOne();

    /// <summary>The same for all groups but the last two.</summary>
    static abstract void AwaitAllButTwo();

    /// <summary>Waits until all copies of this thread are complete; a thread must not exit before.</summary>
    static abstract void AwaitOwn();
}

/// <summary><c>cp.async</c>, from sm_80 on.</summary>
internal readonly struct CudaAsyncCopy : IAsyncCopy
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(ArrayView<WordQuad> shared, int target, ArrayView<WordQuad> tensor, int source, int byteCount) =>
        TensorIntrinsics.CopyQuad(SharedAddress.Of(shared, target), ref tensor[source], byteCount);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyTo(ArrayView<WordQuad> shared, uint target, ArrayView<WordQuad> tensor, int source, bool isZero) =>
        TensorIntrinsics.CopyQuadUnless(target, ref tensor[source], isZero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Origin(ArrayView<WordQuad> shared) => TensorIntrinsics.AddressOf(ref shared[0]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitReaders()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Commit() => TensorIntrinsics.Commit();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitAllButOne() => TensorIntrinsics.AwaitAllButOne();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitAllButTwo() => TensorIntrinsics.AwaitAllButTwo();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitOwn() => TensorIntrinsics.AwaitOwn();
}

/// <summary>Plain copies, which are complete when the call returns.</summary>
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
    public static void CopyTo(ArrayView<WordQuad> shared, uint target, ArrayView<WordQuad> tensor, int source, bool isZero)
    {
        WordQuad quad = default;
        if (!isZero)
            quad = tensor[source];
        shared[(int)target / 16] = quad;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Origin(ArrayView<WordQuad> shared) => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitReaders() => Group.Barrier();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Commit()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitAllButOne() => Group.Barrier();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitAllButTwo() => Group.Barrier();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AwaitOwn()
    {
    }
}
