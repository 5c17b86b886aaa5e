using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;

namespace GpuBench.Kernels.Loading;

/// <summary>Edits the PTX that ILGPU generates, before a driver compiles it.</summary>
public static partial class PtxPatch
{
    /// <summary>The first version of the PTX ISA with matrix instructions for fp8.</summary>
    private static readonly Version VersionOfFp8 = new(8, 4);

    // ILGPU has no public way to build a compiled kernel from edited text. It uses these two members itself.
    private static readonly ConstructorInfo CompiledKernelConstructor =
        typeof(PTXCompiledKernel).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).Single();

    private static readonly PropertyInfo EntryPointProperty =
        typeof(CompiledKernel).GetProperty("EntryPoint", BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new MissingMemberException(nameof(CompiledKernel), "EntryPoint");

    /// <summary>
    /// Removes <c>.uni</c> from branches: ptxas unrolls no loop whose exit has it, which costs a matrix kernel most of its speed. Sets the
    /// architecture that the instructions need: ILGPU sets none after sm_80.
    /// </summary>
    /// <param name="computeCapability">As <see cref="KernelEntryPoint.ComputeCapability"/>; 0 keeps what ILGPU set.</param>
    public static string Apply(string ptx, int computeCapability = 0)
    {
        ArgumentNullException.ThrowIfNull(ptx);
        var patched = ptx.Replace("bra.uni", "bra", StringComparison.Ordinal);
        if (computeCapability == 0)
            return patched;
        patched = Target().Replace(patched, string.Create(CultureInfo.InvariantCulture, $".target sm_{computeCapability}"));
        return Version().Replace(
            patched,
            version => new Version(version.Groups["number"].Value) < VersionOfFp8 ? $".version {VersionOfFp8}" : version.Value);
    }

    /// <summary>
    /// The same kernel after <see cref="Apply(string, int)"/>, with the name <see cref="KernelEntryPoint.FunctionName"/>. ILGPU names a
    /// function after its method, so that most kernels would have the same name.
    /// </summary>
    public static PTXCompiledKernel Apply(PTXCompiledKernel kernel, KernelEntryPoint entryPoint)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(entryPoint);
        var compiled = (EntryPoint)EntryPointProperty.GetValue(kernel)!;
        var description = EntryPointDescription.FromExplicitlyGroupedKernel(entryPoint.Signature);
        var named = new EntryPoint(description, compiled.SharedMemory, compiled.Specialization);
        var patched = Hint(Apply(kernel.PTXAssembly, entryPoint.ComputeCapability), entryPoint.CacheHint);
        var ptx = Rename(patched, kernel.Name, named.Name);
        object?[] arguments = [kernel.Context, named, kernel.Info, ptx];
        return (PTXCompiledKernel)CompiledKernelConstructor.Invoke(arguments);
    }

    /// <summary>Adds the hint to the loads and stores of four words. ILGPU cannot express it.</summary>
    private static string Hint(string ptx, CacheHint hint) => hint switch
    {
        CacheHint.None => ptx,
        CacheHint.EvictFirst => Hint(ptx, load: ".cs", store: ".cs"),
        CacheHint.BypassL1 => Hint(ptx, load: ".L1::no_allocate.L2::256B", store: ".L1::no_allocate"),
        _ => throw new ArgumentOutOfRangeException(nameof(hint), hint, "has no operators"),
    };

    private static string Hint(string ptx, string load, string store) => ptx
        .Replace("ld.global.v4", $"ld.global{load}.v4", StringComparison.Ordinal)
        .Replace("st.global.v4", $"st.global{store}.v4", StringComparison.Ordinal);

    /// <exception cref="NotSupportedException">The text has no such entry, or several: ILGPU has changed.</exception>
    private static string Rename(string ptx, string from, string to)
    {
        var parts = ptx.Split($".entry {from}(");
        return parts.Length == 2
            ? $"{parts[0]}.entry {to}({parts[1]}"
            : throw new NotSupportedException($"the PTX of {to} has {parts.Length - 1} entries {from}, expected 1");
    }

    [GeneratedRegex(@"\.target sm_\d+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Target();

    [GeneratedRegex(@"\.version (?<number>\d+\.\d+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Version();
}
