using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Kernels.Loading;

/// <summary>Loads compiled PTX. Errors quote the log of the driver's compiler.</summary>
internal static partial class CudaModule
{
    /// <summary>Length of the log in a message: its first lines name the error, later lines mostly follow from it.</summary>
    private const int MaxLogCharacters = 800;

    // The method is protected: only ILGPU's own accelerators enumerate their kernels.
    private static readonly MethodInfo ForEachKernel =
        typeof(Accelerator)
            .GetMethod("ForEachChildObject", BindingFlags.Instance | BindingFlags.NonPublic)?
            .MakeGenericMethod(typeof(CudaKernel))
        ?? throw new MissingMethodException(nameof(Accelerator), "ForEachChildObject");

    /// <exception cref="CudaException">The driver refuses the module; the message quotes the log of its compiler.</exception>
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

    /// <summary>Disposes kernels whose module did not load. ILGPU keeps them, and would fail to dispose the accelerator.</summary>
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
                // Expected: there is no module to unload.
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

    /// <summary>Loads the module again for its log, which ILGPU drops. Empty if there is no log.</summary>
    private static string CompilerLog(Accelerator accelerator, string ptx)
    {
        accelerator.Bind();
        if (CudaAPI.CurrentAPI.LoadModule(out var module, ptx, out var log) == CudaError.CUDA_SUCCESS)
        {
            _ = CudaAPI.CurrentAPI.DestroyModule(module);
            return "";
        }

        // The buffer has a fixed size; the text ends at the first zero.
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
