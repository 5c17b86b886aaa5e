using System.Reflection;
using System.Reflection.Emit;
using ILGPU.Backends.EntryPoints;

namespace GpuBench.Kernels.Loading;

/// <summary>A device function with its type arguments bound.</summary>
/// <param name="Kernel">As <see cref="IDeviceKernel.QualifiedName"/>, e.g. <c>matmul/naive</c>.</param>
/// <param name="Variant">What distinguishes it among the entry points of one kernel, e.g. <c>fp16</c>.</param>
/// <param name="Method">A static method that uses explicit groups (<c>Grid</c>, <c>Group</c>).</param>
/// <param name="MaxGroupSize">The most work items that a group will have; the CUDA compiler budgets registers by it.</param>
public sealed record KernelEntryPoint(string Kernel, string Variant, MethodInfo Method, int MaxGroupSize)
{
    /// <summary>What its instructions need of CUDA, where that is more than ILGPU knows of, in the terms of <see cref="DeviceTraits.ComputeCapability"/>; otherwise 0.</summary>
    public int ComputeCapability { get; init; }

    /// <summary>E.g. <c>matmul/naive/fp16</c>; no two entry points have the same.</summary>
    public string Name => $"{Kernel}/{Variant}";

    /// <summary>
    /// The name in PTX, by which profilers list and filter, e.g. <c>Kernel_matmul_naive_fp16</c>; the prefix is ILGPU's, always.
    /// </summary>
    public string FunctionName => KernelNameAttribute.GetKernelName(Signature);

    /// <summary>
    /// The parameters of <see cref="Method"/> under the name of this entry point, without a body: ILGPU takes a compiled function's
    /// name from a method, and one method is the source of many entry points.
    /// </summary>
    internal MethodInfo Signature =>
        new DynamicMethod(Name, typeof(void), [.. Method.GetParameters().Select(parameter => parameter.ParameterType)]);

    public static KernelEntryPoint Of(IDeviceKernel kernel, string variant, Delegate function, int maxGroupSize)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return Of(kernel.QualifiedName, variant, function, maxGroupSize);
    }

    public static KernelEntryPoint Of(string kernel, string variant, Delegate function, int maxGroupSize)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new KernelEntryPoint(kernel, variant, function.Method, maxGroupSize);
    }
}
