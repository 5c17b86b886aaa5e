using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuBench.Torch.Operators;

/// <summary>
/// C = A·B or C + A·B on the calling thread: A and B in bf16, C in fp32. libtorch's own attention uses this function of oneDNN.
/// </summary>
/// <remarks>
/// The C interface does not have it, so it is called under its C++ name. The name contains the types of the arguments: if a libtorch
/// changes them, the name is absent. The function throws if oneDNN refuses the processor, and nothing could catch that here.
/// </remarks>
internal static unsafe class Bf16Product
{
    private static readonly nint Function = OneDnn.Find("_ZN2at6native7cpublas6brgemmEllllllbPKN3c108BFloat16ES5_Pfb");
    private static readonly nint End = OneDnn.Find("_ZN2at6native7cpublas14brgemm_releaseEb");

    private static readonly bool IsUsable = Function != 0 && End != 0 && HasBf16 && !IsEmpty((byte*)End);

    /// <summary>Whether the other members may be called.</summary>
    public static bool IsAvailable => IsUsable && OneDnn.IsEnabled;

    /// <summary>Products of bf16 in 512 bits. All processors with bf16 in AMX have them, too.</summary>
    private static bool HasBf16 =>
        Vector512.IsHardwareAccelerated && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported
        && X86Base.CpuId(7, 0).Eax >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0;

    /// <param name="k">Even.</param>
    /// <param name="a">(m, k).</param>
    /// <param name="b">(k/2, n, 2).</param>
    /// <param name="bStride">Pairs from a row of B to the next.</param>
    /// <param name="c">(m, n).</param>
    /// <param name="adds">Adds to C.</param>
    public static void Multiply(
        int m, int n, int k, ushort* a, int aStride, ushort* b, int bStride, float* c, int cStride, bool adds) =>
        ((delegate* unmanaged<long, long, long, long, long, long, byte, ushort*, ushort*, float*, byte, void>)Function)(
            m, n, k, aStride, bStride, cStride, adds ? (byte)1 : (byte)0, a, b, c, 1);

    /// <summary>Each thread calls it after its last product: it gives the registers of AMX back.</summary>
    public static void Release() => ((delegate* unmanaged<byte, void>)End)(1);

    /// <summary>Whether a function only returns. So does the release in a libtorch that was built without oneDNN's kernels.</summary>
    private static bool IsEmpty(byte* code)
    {
        ReadOnlySpan<byte> endBranch = [0xF3, 0x0F, 0x1E, 0xFA];
        var start = new ReadOnlySpan<byte>(code, endBranch.Length).SequenceEqual(endBranch) ? endBranch.Length : 0;
        return code[start] == 0xC3;
    }
}
