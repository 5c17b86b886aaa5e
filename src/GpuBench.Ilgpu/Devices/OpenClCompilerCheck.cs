using GpuBench.Kernels.Loading;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Ilgpu.Devices;

/// <summary>
/// Whether a driver's compiler builds anything at all: ILGPU builds a kernel of its own when it opens a device, and drops the log.
/// </summary>
internal static class OpenClCompilerCheck
{
    private const string OneLine = "__kernel void one(__global int *a) { a[get_global_id(0)] = 1; }";

    /// <returns>What the compiler says against a kernel of one line; null where it builds it.</returns>
    public static string? Complaint(nint device)
    {
        if (CLAPI.CurrentAPI.CreateContext(device, out var context) != CLError.CL_SUCCESS)
            return null;
        try
        {
            var (code, log) = OpenClBuild.Try(context, device, OneLine, "");
            return code == CLError.CL_SUCCESS ? null
                : log.Length == 0 ? "the driver's compiler builds no kernel, and leaves no log"
                : $"the driver's compiler builds no kernel; it says: {log}";
        }
        finally
        {
            _ = CLAPI.CurrentAPI.ReleaseContext(context);
        }
    }
}
