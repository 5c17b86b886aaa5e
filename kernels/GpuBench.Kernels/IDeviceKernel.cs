using GpuBench.Kernels.Loading;

namespace GpuBench.Kernels;

/// <summary>What the kernels of all families have in common.</summary>
public interface IDeviceKernel
{
    /// <summary>Short, unique in its family, stable: result files carry it.</summary>
    string Name { get; }

    /// <summary>Family and kernel, e.g. <c>matmul/naive</c>: with its variant it names an entry point, here and in PTX.</summary>
    string QualifiedName { get; }

    /// <summary>The one technique that this step of the ladder adds, in one clause.</summary>
    string Technique { get; }

    /// <summary>What limits the kernel's rate: rates of different units must not be compared as if they were of the same silicon.</summary>
    KernelUnit Unit => KernelUnit.Lanes;

    bool UsesMatrixUnits => Unit == KernelUnit.Matrix;

    /// <summary>Every device function that this kernel may load, so that all of them can be compiled and inspected without a device.</summary>
    IReadOnlyList<KernelEntryPoint> EntryPoints { get; }
}

/// <summary>The part of a device whose rate a kernel shows.</summary>
public enum KernelUnit
{
    /// <summary>The ordinary vector lanes.</summary>
    Lanes,

    /// <summary>Matrix units, such as tensor cores.</summary>
    Matrix,

    /// <summary>The memory system: the arithmetic is negligible.</summary>
    Memory,
}

/// <summary>The kernel picked for a device, storage and shape.</summary>
/// <param name="Reason">Why this one, in one clause that goes into the result.</param>
public sealed record KernelChoice<TKernel>(TKernel Kernel, string Reason);
