using ILGPU.IR.Intrinsics;

namespace GpuBench.PtxInterpreter.Tests.Defects;

/// <summary>Operations that kernels call. <see cref="SharedIntrinsicText"/> writes their PTX. The bodies never run.</summary>
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
    /// Adds the word at a shared address. It returns a structure of several registers and reads memory, like products of tensor cores.
    /// </summary>
    [IntrinsicImplementation]
    public static SumPair AddWord(SumPair sum, uint address) => sum;

    /// <summary>The same as <see cref="AddWord"/>, but its text includes the barrier that must follow.</summary>
    [IntrinsicImplementation]
    public static SumPair AddWordThenWait(SumPair sum, uint address) => sum;

    /// <summary>Copies 16 bytes asynchronously and waits for them.</summary>
    [IntrinsicImplementation]
    public static void CopyQuad(uint target, ref uint source)
    {
    }
}
