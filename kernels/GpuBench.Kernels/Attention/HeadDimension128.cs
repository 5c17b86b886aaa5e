namespace GpuBench.Kernels.Attention;

internal readonly struct HeadDimension128 : IHeadDimension
{
    public static bool IsWide => true;
}
