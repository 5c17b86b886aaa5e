using System.Runtime.InteropServices;

namespace GpuBench.PtxInterpreter.Calibration.Driver;

/// <summary>A driver call that failed, with the driver's description.</summary>
internal sealed class CudaException(string call, int result, string details) : Exception($"{call} failed with {result} ({details})")
{
    /// <exception cref="CudaException">The call did not succeed.</exception>
    public static void Check(string call, int result)
    {
        if (result != 0)
            throw new CudaException(call, result, Describe(result));
    }

    public static string Describe(int result) =>
        CudaApi.cuGetErrorString(result, out var text) == 0 ? Marshal.PtrToStringUTF8(text) ?? "" : "no description";
}
