namespace GpuBench.Kernels.Storage;

/// <summary>Four adjacent fp16 values as two words: one 8-byte access.</summary>
public struct WordPair
{
    public uint Low;
    public uint High;
}
