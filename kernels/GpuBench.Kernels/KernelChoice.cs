namespace GpuBench.Kernels;

/// <summary>The kernel picked for a device, storage and shape.</summary>
/// <param name="Reason">Why this one, in one clause that goes into the result.</param>
public sealed record KernelChoice<TKernel>(TKernel Kernel, string Reason);
