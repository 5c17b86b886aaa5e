using System.Globalization;
using System.Reflection;
using System.Text;
using ILGPU.Backends;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Kernels.Loading;

/// <summary>Loads OpenCL text. Errors quote the log of the driver's compiler.</summary>
internal static class OpenClModule
{
    /// <param name="name">As <see cref="KernelEntryPoint.Name"/>.</param>
    /// <exception cref="CLException">
    /// The driver refuses the text; the message quotes the log of its compiler, the inner exception has the code.
    /// </exception>
    public static Kernel Load(Accelerator accelerator, CLCompiledKernel kernel, string name)
    {
        try
        {
            return accelerator.LoadKernel(kernel);
        }
        catch (CLException refused)
        {
            var device = (CLAccelerator)accelerator;
            var (code, log) = OpenClBuild.Try(device.NativePtr, device.DeviceId, kernel.Source, $"-cl-std={kernel.CVersion}");
            var said = log.Length == 0 ? "its compiler left no log" : $"its compiler says: {log}";
            throw new CLException(
                $"the driver does not build {name} (OpenCL C {kernel.CVersion}); {said}",
                code == CLError.CL_SUCCESS ? refused : new CLException(code));
        }
    }
}

/// <summary>Builds OpenCL text for the log of the driver's compiler. ILGPU drops the log and, if it is long, the error code.</summary>
public static class OpenClBuild
{
    /// <summary>Length of the log in a message: its first lines name the error, later lines mostly follow from it.</summary>
    private const int MaxLogCharacters = 800;

    private const int MaxLogBytes = 1 << 22;

    /// <param name="context">The OpenCL context of the device.</param>
    /// <returns>The code, and the log on one line. The log is empty if the text builds, or if the driver has none.</returns>
    public static (CLError Code, string Log) Try(nint context, nint device, string source, string options)
    {
        var api = CLAPI.CurrentAPI;
        var code = api.CreateProgram(context, source, out var program);
        if (code != CLError.CL_SUCCESS)
            return (code, "");
        try
        {
            code = api.BuildProgram(program, device, options);
            return (code, code == CLError.CL_SUCCESS ? "" : OneLine(Log(program, device)));
        }
        finally
        {
            _ = api.ReleaseProgram(program);
        }
    }

    private static unsafe byte[] Log(nint program, nint device)
    {
        const CLProgramBuildInfo what = CLProgramBuildInfo.CL_PROGRAM_BUILD_LOG;
        var api = CLAPI.CurrentAPI;
        if (api.GetProgramBuildInfo(program, device, what, 0, null, out var size) != CLError.CL_SUCCESS || size is < 1 or > MaxLogBytes)
            return [];
        var bytes = new byte[size];
        fixed (byte* first = bytes)
            return api.GetProgramBuildInfo(program, device, what, size, first, out _) == CLError.CL_SUCCESS ? bytes : [];
    }

    private static string OneLine(byte[] log)
    {
        var text = Encoding.UTF8.GetString(log).Split('\0')[0];
        var line = string.Join("; ", text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxLogCharacters
            ? line
            : string.Create(CultureInfo.InvariantCulture, $"{line.AsSpan(0, MaxLogCharacters)} ... (of {line.Length} characters)");
    }
}

/// <summary>Edits the OpenCL text that ILGPU generates, so that compilers use fused multiply-adds.</summary>
public static class OpenClPatch
{
    /// <summary>OpenCL C may not fuse the two statements that ILGPU writes for a multiply-add. The pragma lets clang do it.</summary>
    private const string AllowContraction = "#ifdef __clang__\n#pragma clang fp contract(fast)\n#endif\n";

    // ILGPU has no public way to build a compiled kernel from edited text. It uses these two members itself.
    private static readonly ConstructorInfo CompiledKernelConstructor =
        typeof(CLCompiledKernel).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Single();

    private static readonly PropertyInfo EntryPointProperty =
        typeof(CompiledKernel).GetProperty("EntryPoint", BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new MissingMemberException(nameof(CompiledKernel), "EntryPoint");

    /// <summary>The same kernel; <c>a * b + c</c> is rounded once if the device has a fused multiply-add.</summary>
    public static CLCompiledKernel Apply(CLCompiledKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        object?[] arguments =
        [
            kernel.Context, EntryPointProperty.GetValue(kernel), kernel.Info, AllowContraction + kernel.Source, kernel.CVersion,
        ];
        return (CLCompiledKernel)CompiledKernelConstructor.Invoke(arguments);
    }
}
