using GpuBench.Kernels;
using GpuBench.Kernels.Loading;
using GpuBench.Measuring.Trials;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>Takes the first kernel that the device runs once it is built.</summary>
internal static class KernelFit
{
    /// <param name="candidates">The fastest first.</param>
    /// <param name="whyNone">What is said when there is no candidate at all.</param>
    /// <returns>The choice, whose reason says which kernels before it did not fit, and its launcher.</returns>
    /// <exception cref="RefusedException">No kernel of ours computes it on this device.</exception>
    public static (KernelChoice<TKernel> Choice, TLaunch Launch) First<TKernel, TLaunch>(
        IEnumerable<KernelChoice<TKernel>> candidates, Func<TKernel, TLaunch> load, Func<string> whyNone)
    {
        List<string> unfit = [];
        foreach (var choice in candidates)
        {
            try
            {
                var launch = load(choice.Kernel);
                return (choice with { Reason = string.Join("; ", unfit.Prepend(choice.Reason)) }, launch);
            }
            catch (KernelLimitException limit)
            {
                unfit.Add(limit.Message);
            }
        }
        throw new RefusedException(Refusal.Unsupported(unfit.Count > 0 ? string.Join("; ", unfit) : whyNone()));
    }
}
