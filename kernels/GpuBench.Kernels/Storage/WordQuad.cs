using System.Runtime.CompilerServices;

namespace GpuBench.Kernels.Storage;

/// <summary>Four contiguous words: one 16-byte access, or four registers of a lane.</summary>
public struct WordQuad
{
    public uint X;
    public uint Y;
    public uint Z;
    public uint W;
}

/// <summary>Two contiguous words, e.g. four fp16 values: one 8-byte access.</summary>
public struct WordPair
{
    public uint Low;
    public uint High;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordPair Of(uint low, uint high)
    {
        WordPair pair;
        pair.Low = low;
        pair.High = high;
        return pair;
    }
}
