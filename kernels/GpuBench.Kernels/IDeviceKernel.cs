using GpuBench.Kernels.Loading;

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

    /// <summary>The memory system: the arithmetic is negligible.</summary>
    Memory,
}

/// <summary>The kernel chosen for a device, storage and shape.</summary>
/// <param name="Reason">Why it was chosen, in one clause; results store it.</param>
public sealed record KernelChoice<TKernel>(TKernel Kernel, string Reason);
