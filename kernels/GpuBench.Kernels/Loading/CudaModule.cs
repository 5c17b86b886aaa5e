using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
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
    /// <param name="dynamicSharedBytes">Shared memory of a group that launches ask for, beside the static one.</param>
    public static Kernel Load(Accelerator accelerator, PTXCompiledKernel kernel, int dynamicSharedBytes)
    {
        try
        {
            return SharedMemoryOptIn.Allow(accelerator, accelerator.LoadKernel(kernel), dynamicSharedBytes);
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

/// <summary>Shared memory of more than 48 KiB a group, by a driver call that ILGPU does not bind.</summary>
internal static class SharedMemoryOptIn
{
    private const int DynamicBytesOfFunction = 8;
    private const int PreferredPercentOfFunction = 9;

    private static readonly string[] Drivers = ["libcuda.so.1", "libcuda.so", "nvcuda"];

    /// <summary>Lets launches of the kernel ask for <paramref name="byteCount"/> bytes of dynamic shared memory.</summary>
    /// <exception cref="CudaException">The device has less.</exception>
    public static Kernel Allow(Accelerator accelerator, Kernel kernel, int byteCount)
    {
        if (byteCount == 0)
            return kernel;
        accelerator.Bind();
        var function = ((CudaKernel)kernel).FunctionPtr;
        var set = Setter();
        CudaException.ThrowIfFailed(set(function, DynamicBytesOfFunction, byteCount));
        // All of the L1 cache becomes shared memory, so that as many groups as possible fit.
        CudaException.ThrowIfFailed(set(function, PreferredPercentOfFunction, 100));
        return kernel;
    }

    private static SetFunctionAttribute Setter()
    {
        var driver = Drivers.Select(file => NativeLibrary.TryLoad(file, out var handle) ? handle : 0).First(handle => handle != 0);
        return Marshal.GetDelegateForFunctionPointer<SetFunctionAttribute>(NativeLibrary.GetExport(driver, "cuFuncSetAttribute"));
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate CudaError SetFunctionAttribute(nint function, int attribute, int value);
}
