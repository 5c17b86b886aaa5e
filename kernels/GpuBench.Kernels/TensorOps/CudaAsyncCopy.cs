using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

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
