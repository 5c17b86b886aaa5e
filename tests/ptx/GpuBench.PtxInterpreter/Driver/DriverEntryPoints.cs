using System.Runtime.InteropServices;
using static GpuBench.PtxInterpreter.Driver.FakeDriver;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Initialisation, version, error texts. The methods have the exported names and signatures of cuda.h.</summary>
internal static unsafe class DriverEntryPoints
{
    [UnmanagedCallersOnly]
    private static CudaResult cuInit(uint flags) => Run(_ => flags == 0 ? CudaResult.Success : CudaResult.InvalidValue);

    [UnmanagedCallersOnly]
    private static CudaResult cuDriverGetVersion(int* version) => Run(driver =>
    {
        *version = driver.Options.DriverVersion;
        return CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuGetErrorString(CudaResult error, nint* text) => Run(_ =>
    {
        *text = CudaResultText.Of(error);
        return *text == 0 ? CudaResult.InvalidValue : CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuGetErrorName(CudaResult error, nint* name) => Run(_ =>
    {
        *name = CudaResultText.NameOf(error);
        return *name == 0 ? CudaResult.InvalidValue : CudaResult.Success;
    });
}
