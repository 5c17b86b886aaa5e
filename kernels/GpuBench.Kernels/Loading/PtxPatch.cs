using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU.Backends;
using ILGPU.Backends.PTX;

namespace GpuBench.Kernels.Loading;

/// <summary>Corrects the PTX text that ILGPU generates before a driver compiles it.</summary>
public static partial class PtxPatch
{
    /// <summary>Of the PTX ISA, the first with matrix instructions for fp8.</summary>
    private static readonly Version VersionOfFp8 = new(8, 4);

    // ILGPU has no public way to build a compiled kernel from edited text; these two members are what it uses itself.
    private static readonly ConstructorInfo CompiledKernelConstructor =
        typeof(PTXCompiledKernel).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).Single();

    private static readonly PropertyInfo EntryPointProperty =
        typeof(CompiledKernel).GetProperty("EntryPoint", BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new MissingMemberException(nameof(CompiledKernel), "EntryPoint");

    /// <summary>
    /// Drops the <c>.uni</c> of branches: ptxas unrolls no loop whose exit is marked so, which costs a matrix kernel most of its speed.
    /// And names the architecture that its instructions need, as ILGPU names none after sm_80.
    /// </summary>
    /// <param name="computeCapability">As of <see cref="KernelEntryPoint.ComputeCapability"/>; 0 leaves ILGPU's.</param>
    public static string Apply(string ptx, int computeCapability = 0)
    {
        ArgumentNullException.ThrowIfNull(ptx);
        var patched = ptx.Replace("bra.uni", "bra", StringComparison.Ordinal);
        if (computeCapability == 0)
            return patched;
        patched = Target().Replace(patched, string.Create(CultureInfo.InvariantCulture, $".target sm_{computeCapability}"));
        return Version().Replace(patched, version => new Version(version.Groups["number"].Value) < VersionOfFp8 ? $".version {VersionOfFp8}" : version.Value);
    }

    /// <summary>The same kernel with <see cref="Apply(string, int)"/> done to its text.</summary>
    public static PTXCompiledKernel Apply(PTXCompiledKernel kernel, int computeCapability)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        object?[] arguments = [kernel.Context, EntryPointProperty.GetValue(kernel), kernel.Info, Apply(kernel.PTXAssembly, computeCapability)];
        return (PTXCompiledKernel)CompiledKernelConstructor.Invoke(arguments);
    }

    [GeneratedRegex(@"\.target sm_\d+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Target();

    [GeneratedRegex(@"\.version (?<number>\d+\.\d+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Version();
}
