using System.Reflection;
using System.Reflection.Emit;
using ILGPU.Backends.EntryPoints;

namespace GpuBench.Kernels;

/// <summary>A kernel of any family.</summary>
public interface IDeviceKernel
{
    /// <summary>Short, stable and unique in its family; result files store it.</summary>
    string Name { get; }

    /// <summary>Family and kernel, e.g. <c>matmul/naive</c>. With the variant it names an entry point, here and in PTX.</summary>
    string QualifiedName { get; }

    /// <summary>The one technique that this rung of the ladder adds, in one clause.</summary>
    string Technique { get; }

    /// <summary>The part of the device that limits the kernel. Rates of different units must not be compared.</summary>
    KernelUnit Unit => KernelUnit.Lanes;

    bool UsesMatrixUnits => Unit == KernelUnit.Matrix;

    /// <summary>Every device function that the kernel may load, so that all can be compiled and inspected without a device.</summary>
    IReadOnlyList<KernelEntryPoint> EntryPoints { get; }
}

/// <summary>The part of a device that a kernel measures.</summary>
public enum KernelUnit
{
    /// <summary>The ordinary vector lanes.</summary>
    Lanes,

    /// <summary>Matrix units, such as tensor cores.</summary>
    Matrix,

    /// <summary>Matrix units through another type: the device converts each operand, because it has no instruction for the type.</summary>
    Emulated,

    /// <summary>The memory system: the arithmetic is negligible.</summary>
    Memory,
}

/// <summary>The kernel chosen for a device, storage and shape.</summary>
/// <param name="Reason">Why it was chosen, in one clause; results store it.</param>
public sealed record KernelChoice<TKernel>(TKernel Kernel, string Reason);

/// <summary>A device function with its type arguments bound.</summary>
/// <param name="Kernel">As <see cref="IDeviceKernel.QualifiedName"/>, e.g. <c>matmul/naive</c>.</param>
/// <param name="Variant">Distinguishes the entry points of one kernel, e.g. <c>fp16</c>.</param>
/// <param name="Method">A static method with explicit groups (<c>Grid</c>, <c>Group</c>).</param>
/// <param name="MaxGroupSize">The largest group; the CUDA compiler budgets registers by it.</param>
public sealed record KernelEntryPoint(string Kernel, string Variant, MethodInfo Method, int MaxGroupSize)
{
    /// <summary>The <see cref="Loading.DeviceTraits.ComputeCapability"/> that its instructions need. 0: ILGPU knows it.</summary>
    public int ComputeCapability { get; init; }

    /// <summary>Groups that a CUDA multiprocessor shall hold at least, which bounds the registers of a work item. Null: no bound.</summary>
    public int? MinGroupCount { get; init; }

    /// <summary>Shared memory of a group that the launch asks for, beside the static one. It may exceed 48 KiB.</summary>
    public int DynamicSharedBytes { get; init; }

    /// <summary>How its 16-byte accesses to global memory use the caches. Only CUDA applies it.</summary>
    public CacheHint CacheHint { get; init; }

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

/// <summary>A request to the caches for data that is used once. The operators of PTX: ISA, "Cache Operators" and "ld", "st".</summary>
public enum CacheHint
{
    None,

    /// <summary><c>.cs</c>: the lines are the first to be evicted from L1 and L2.</summary>
    EvictFirst,

    /// <summary>
    /// <c>.L1::no_allocate</c>, and <c>.L2::256B</c> for loads: L1 keeps no line, and L2 fetches 256 bytes. Without <c>.nc</c>: with it,
    /// ptxas moves loads behind stores.
    /// </summary>
    BypassL1,
}
