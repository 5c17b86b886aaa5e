using GpuBench.Kernels;
using GpuBench.Kernels.Loading;
using GpuBench.Measuring.Trials;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>Loads the first kernel that fits the device.</summary>
internal static class KernelFit
{
    /// <param name="candidates">Fastest first.</param>
    /// <param name="refusalReason">The reason if there is no candidate.</param>
    /// <returns>The kernel choice and its launcher. The reason also names the faster kernels that did not fit.</returns>
    /// <exception cref="RefusedException">No kernel fits this device.</exception>
    public static (KernelChoice<TKernel> Choice, TLaunch Launch) First<TKernel, TLaunch>(
        IEnumerable<KernelChoice<TKernel>> candidates, Func<TKernel, TLaunch> load, Func<string> refusalReason)
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
        throw new RefusedException(Refusal.Unsupported(unfit.Count > 0 ? string.Join("; ", unfit) : refusalReason()));
    }
}
