using System.Reflection;

namespace GpuBench.Kernels.Loading;

/// <summary>A device function with its type arguments bound.</summary>
/// <param name="Variant">What distinguishes it among the entry points of one kernel, e.g. <c>fp16</c>.</param>
/// <param name="Method">A static method that uses explicit groups (<c>Grid</c>, <c>Group</c>).</param>
/// <param name="MaxGroupSize">The most work items that a group will have; the CUDA compiler budgets registers by it.</param>
public sealed record KernelEntryPoint(string Variant, MethodInfo Method, int MaxGroupSize)
{
    /// <summary>What its instructions need of CUDA, where that is more than ILGPU knows of, in the terms of <see cref="DeviceTraits.ComputeCapability"/>; otherwise 0.</summary>
    public int ComputeCapability { get; init; }

    public static KernelEntryPoint Of(string variant, Delegate kernel, int maxGroupSize)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return new KernelEntryPoint(variant, kernel.Method, maxGroupSize);
    }
}
