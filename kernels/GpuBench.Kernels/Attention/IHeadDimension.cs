namespace GpuBench.Kernels.Attention;

/// <summary>The head dimension as a type argument of a kernel, so that its registers are counted at compile time.</summary>
internal interface IHeadDimension
{
    /// <summary>Whether D is 128 instead of 64.</summary>
    static abstract bool IsWide { get; }
}
