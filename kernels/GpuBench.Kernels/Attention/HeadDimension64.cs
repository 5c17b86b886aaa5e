namespace GpuBench.Kernels.Attention;

internal readonly struct HeadDimension64 : IHeadDimension
{
    public static bool IsWide => false;
}
