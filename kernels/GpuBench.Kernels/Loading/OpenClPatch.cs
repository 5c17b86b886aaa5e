using System.Reflection;
using ILGPU.Backends;
using ILGPU.Backends.OpenCL;

namespace GpuBench.Kernels.Loading;

/// <summary>Adds to the OpenCL text that ILGPU generates what a compiler needs to use the device's multiply-add.</summary>
public static class OpenClPatch
{
    /// <summary>
    /// ILGPU writes the product and the sum of a multiply-add as two statements, which OpenCL's own rule forbids to contract.
    /// Compilers that are not clang keep their default.
    /// </summary>
    private const string AllowContraction = "#ifdef __clang__\n#pragma clang fp contract(fast)\n#endif\n";

    // ILGPU has no public way to build a compiled kernel from edited text; these two members are what it uses itself.
    private static readonly ConstructorInfo CompiledKernelConstructor =
        typeof(CLCompiledKernel).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Single();

    private static readonly PropertyInfo EntryPointProperty =
        typeof(CompiledKernel).GetProperty("EntryPoint", BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new MissingMemberException(nameof(CompiledKernel), "EntryPoint");

    /// <summary>The same kernel with <c>a * b + c</c> rounded once where the device can.</summary>
    public static CLCompiledKernel Apply(CLCompiledKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        object?[] arguments = [kernel.Context, EntryPointProperty.GetValue(kernel), kernel.Info, AllowContraction + kernel.Source, kernel.CVersion];
        return (CLCompiledKernel)CompiledKernelConstructor.Invoke(arguments);
    }
}
