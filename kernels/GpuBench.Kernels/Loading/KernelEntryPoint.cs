using System.Reflection;
using System.Reflection.Emit;
using ILGPU.Backends.EntryPoints;

namespace GpuBench.Kernels.Loading;

/// <summary>A device function with its type arguments bound.</summary>
/// <param name="Kernel">As <see cref="IDeviceKernel.QualifiedName"/>, e.g. <c>matmul/naive</c>.</param>
/// <param name="Variant">Distinguishes the entry points of one kernel, e.g. <c>fp16</c>.</param>
/// <param name="Method">A static method with explicit groups (<c>Grid</c>, <c>Group</c>).</param>
/// <param name="MaxGroupSize">The largest group; the CUDA compiler budgets registers by it.</param>
public sealed record KernelEntryPoint(string Kernel, string Variant, MethodInfo Method, int MaxGroupSize)
{
    /// <summary>The <see cref="DeviceTraits.ComputeCapability"/> of its instructions, if ILGPU does not know it; otherwise 0.</summary>
    public int ComputeCapability { get; init; }

    /// <summary>E.g. <c>matmul/naive/fp16</c>; unique.</summary>
    public string Name => $"{Kernel}/{Variant}";

    /// <summary>The name in PTX and in profilers, e.g. <c>Kernel_matmul_naive_fp16</c>. ILGPU adds the prefix.</summary>
    public string FunctionName => KernelNameAttribute.GetKernelName(Signature);

    /// <summary>
    /// A method without a body, with the parameters of <see cref="Method"/> and the name of this entry point. ILGPU names a compiled
    /// function after its method, and one generic method is the source of many entry points.
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
