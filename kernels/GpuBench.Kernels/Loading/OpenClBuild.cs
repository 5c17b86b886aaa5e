using System.Globalization;
using System.Text;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Kernels.Loading;

/// <summary>
/// Builds OpenCL text for what the driver's compiler says of it: ILGPU drops that, and where it is long the error code as well.
/// </summary>
public static class OpenClBuild
{
    /// <summary>Of the compiler's log: its first lines name the fault, those behind mostly follow from it.</summary>
    private const int MaxLogCharacters = 800;

    private const int MaxLogBytes = 1 << 22;

    /// <param name="context">Of OpenCL, with the device in it.</param>
    /// <returns>The code, and the log on one line; it is empty where the text builds, and where there is none.</returns>
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
