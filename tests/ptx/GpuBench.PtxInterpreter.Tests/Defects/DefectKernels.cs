using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.PtxInterpreter.Tests.Defects;

/// <summary>Short kernels. Each has one construct that ILGPU 1.5.3 compiles wrongly, next to the form that it compiles correctly.</summary>
public static class DefectKernels
{
    public const int GroupSize = 64;

    /// <summary>
    /// Threads take turns to store a word, and all add it. Barriers separate the two steps. The intrinsic is the first memory access of its
    /// block, like a tensor-core product after its own wait.
    /// </summary>
    public static void SumTurns(ArrayView<uint> source, ArrayView<uint> target, int rounds)
    {
        var words = SharedMemory.Allocate<uint>(1);
        var thread = Group.IdxX;
        var address = SharedIntrinsics.AddressOf(ref words[0]);
        SumPair sum = default;
        for (var round = 0; round < rounds; round++)
        {
            if (thread == round)
                words[0] = source[thread];
            SharedIntrinsics.Wait();
            sum = SharedIntrinsics.AddWord(sum, address);
            Group.Barrier();
        }

        target[thread] = sum.Once + sum.Twice;
    }

    /// <summary>The same kernel with the second barrier inside the intrinsic.</summary>
    public static void SumTurnsFused(ArrayView<uint> source, ArrayView<uint> target, int rounds)
    {
        var words = SharedMemory.Allocate<uint>(1);
        var thread = Group.IdxX;
        var address = SharedIntrinsics.AddressOf(ref words[0]);
        SumPair sum = default;
        for (var round = 0; round < rounds; round++)
        {
            if (thread == round)
                words[0] = source[thread];
            SharedIntrinsics.Wait();
            sum = SharedIntrinsics.AddWordThenWait(sum, address);
        }

        target[thread] = sum.Once + sum.Twice;
    }

    /// <summary>
    /// A loop whose length is one of two constants. A divergent branch selects the constant. A constant is the same in every thread, so the
    /// compiler assumes that the choice is also the same in every thread.
    /// </summary>
    public static void RepeatOften(ArrayView<uint> source, ArrayView<uint> target)
    {
        var thread = Group.IdxX;
        var value = source[thread];
        int length;
        if (value % 2 == 0)
        {
            length = 2;
            target[thread] = 0;
        }
        else
        {
            length = 5;
        }

        // The warp is converged again here, on every device.
        Group.Barrier();
        for (var step = 0; step < length; step++)
            value = 3 * value + 1;
        target[thread] = value;
    }

    /// <summary>16-byte copies into an array of words that follows another word.</summary>
    public static void CopyIntoWords(ArrayView<uint> source, ArrayView<uint> target)
    {
        var counter = SharedMemory.Allocate<uint>(1);
        var words = SharedMemory.Allocate<uint>(4 * GroupSize);
        var thread = Group.IdxX;
        if (thread == 0)
            counter[0] = 7;
        SharedIntrinsics.CopyQuad(SharedIntrinsics.AddressOf(ref words[4 * thread]), ref source[4 * thread]);
        Group.Barrier();
        target[thread] = words[4 * thread] + counter[0];
    }

    /// <summary>The same copies into an array of 16-byte structures, cast to words.</summary>
    public static void CopyIntoQuads(ArrayView<uint> source, ArrayView<uint> target)
    {
        var counter = SharedMemory.Allocate<uint>(1);
        var words = SharedMemory.Allocate<Quad>(GroupSize).Cast<uint>();
        var thread = Group.IdxX;
        if (thread == 0)
            counter[0] = 7;
        SharedIntrinsics.CopyQuad(SharedIntrinsics.AddressOf(ref words[4 * thread]), ref source[4 * thread]);
        Group.Barrier();
        target[thread] = words[4 * thread] + counter[0];
    }

    public static void Fuse(ArrayView<float> source, ArrayView<float> target)
    {
        var thread = Group.IdxX;
        target[thread] = MathF.FusedMultiplyAdd(source[thread], 3f, 1f);
    }

    public static void MultiplyThenAdd(ArrayView<float> source, ArrayView<float> target)
    {
        var thread = Group.IdxX;
        target[thread] = source[thread] * 3f + 1f;
    }
}
