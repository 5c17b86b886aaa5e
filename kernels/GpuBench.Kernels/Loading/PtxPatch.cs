using System.Reflection;
using ILGPU.Backends;
using ILGPU.Backends.PTX;

namespace GpuBench.Kernels.Loading;

/// <summary>Corrects the PTX text that ILGPU generates before a driver compiles it.</summary>
public static class PtxPatch
{
    // ILGPU has no public way to build a compiled kernel from edited text; these two members are what it uses itself.
    private static readonly ConstructorInfo CompiledKernelConstructor =
        typeof(PTXCompiledKernel).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).Single();

    private static readonly PropertyInfo EntryPointProperty =
        typeof(CompiledKernel).GetProperty("EntryPoint", BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new MissingMemberException(nameof(CompiledKernel), "EntryPoint");

    /// <summary>Drops the <c>.uni</c> of branches: ptxas unrolls no loop whose exit is marked so, which costs a matrix kernel most of its speed.</summary>
    public static string Apply(string ptx)
    {
        ArgumentNullException.ThrowIfNull(ptx);
        return ptx.Replace("bra.uni", "bra", StringComparison.Ordinal);
    }

    /// <summary>The same kernel with <see cref="Apply(string)"/> done to its text.</summary>
    public static PTXCompiledKernel Apply(PTXCompiledKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        object?[] arguments = [kernel.Context, EntryPointProperty.GetValue(kernel), kernel.Info, Apply(kernel.PTXAssembly)];
        return (PTXCompiledKernel)CompiledKernelConstructor.Invoke(arguments);
    }
}
