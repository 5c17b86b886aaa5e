namespace GpuBench.Kernels.Storage;

/// <summary>Four adjacent words: one 16-byte access, or four registers of a lane.</summary>
public struct WordQuad
{
    public uint X;
    public uint Y;
    public uint Z;
    public uint W;
}
