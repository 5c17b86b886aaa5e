using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Kernels.Loading;

/// <summary>Loads compiled PTX, and says in an error what the driver's own compiler says.</summary>
internal static partial class CudaModule
{
    /// <summary>Of the compiler's log: its first lines name the fault, those behind mostly follow from it.</summary>
    private const int MaxLogCharacters = 800;

    // Protected: ILGPU's own accelerators alone walk their kernels.
    private static readonly MethodInfo ForEachKernel =
        typeof(Accelerator)
            .GetMethod("ForEachChildObject", BindingFlags.Instance | BindingFlags.NonPublic)?
            .MakeGenericMethod(typeof(CudaKernel))
        ?? throw new MissingMethodException(nameof(Accelerator), "ForEachChildObject");

    /// <exception cref="CudaException">The driver refuses the module; the message has its compiler's log.</exception>
    public static Kernel Load(Accelerator accelerator, PTXCompiledKernel kernel)
    {
        try
        {
            return accelerator.LoadKernel(kernel);
        }
        catch (CudaException refused)
        {
            DisposeUnloaded(accelerator);
            throw new CudaException(Describe(kernel, refused.Message, CompilerLog(accelerator, kernel.PTXAssembly)), refused);
        }
    }

    /// <summary>
    /// ILGPU keeps the kernel whose module did not load, and would fail on it when it disposes the accelerator; a kernel fails once.
    /// </summary>
    private static void DisposeUnloaded(Accelerator accelerator)
    {
        var unloaded = new List<CudaKernel>();
        Action<CudaKernel> collect = kernel =>
        {
            if (kernel.ModulePtr == 0)
                unloaded.Add(kernel);
        };
        ForEachKernel.Invoke(accelerator, [collect]);
        foreach (var kernel in unloaded)
        {
            try
            {
                kernel.Dispose();
            }
            catch (CudaException)
            {
                // There is no module to unload: that is known.
            }
        }
    }

    private static string Describe(PTXCompiledKernel kernel, string reason, string log)
    {
        var version = Version().Match(kernel.PTXAssembly).Groups["version"].Value;
        var target = Target().Match(kernel.PTXAssembly).Groups["target"].Value;
        var said = log.Length == 0 ? "its compiler left no log" : $"its compiler says: {log}";
        return $"the driver does not load {kernel.Name} (PTX {version} for {target}): {reason}; {said}";
    }

    /// <summary>
    /// ILGPU drops the log of the load that failed, so the module is loaded once more. Empty where that load succeeds, or where it
    /// did not come to compiling, as without memory.
    /// </summary>
    private static string CompilerLog(Accelerator accelerator, string ptx)
    {
        accelerator.Bind();
        if (CudaAPI.CurrentAPI.LoadModule(out var module, ptx, out var log) == CudaError.CUDA_SUCCESS)
        {
            _ = CudaAPI.CurrentAPI.DestroyModule(module);
            return "";
        }

        // A buffer of fixed size, of which the text is what stands before the first zero.
        var text = log is null ? "" : log.Split('\0')[0];
        var line = string.Join("; ", text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxLogCharacters
            ? line
            : string.Create(CultureInfo.InvariantCulture, $"{line.AsSpan(0, MaxLogCharacters)} ... (of {line.Length} characters)");
    }

    [GeneratedRegex(@"\.version\s+(?<version>\S+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Version();

    [GeneratedRegex(@"\.target\s+(?<target>[^\s,]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Target();
}
