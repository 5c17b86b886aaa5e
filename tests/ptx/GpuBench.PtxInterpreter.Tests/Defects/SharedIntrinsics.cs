using ILGPU.IR.Intrinsics;

namespace GpuBench.PtxInterpreter.Tests.Defects;

/// <summary>Operations that kernels call and that become PTX of our own; the bodies never run.</summary>
public static class SharedIntrinsics
{
    /// <summary>The address of a word in the window of shared memory.</summary>
    [IntrinsicImplementation]
    public static uint AddressOf(ref uint word) => 0;

    /// <summary>Waits for all threads of the group.</summary>
    [IntrinsicImplementation]
    public static void Wait()
    {
    }

    /// <summary>
    /// Adds the word at a shared address: returns a structure of several registers and reads memory, as products of tensor cores do.
    /// </summary>
    [IntrinsicImplementation]
    public static SumPair AddWord(SumPair sum, uint address) => sum;

    /// <summary>As <see cref="AddWord"/>, with the barrier that must follow in its own text.</summary>
    [IntrinsicImplementation]
    public static SumPair AddWordThenWait(SumPair sum, uint address) => sum;

    /// <summary>Copies 16 bytes asynchronously and waits for them.</summary>
    [IntrinsicImplementation]
    public static void CopyQuad(uint target, ref uint source)
    {
    }
}
