using System.Runtime.InteropServices;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Kernels.Loading;

/// <summary>Lets launches of a kernel ask for more than 48 KiB of dynamic shared memory. ILGPU does not bind this driver call.</summary>
internal static class DynamicShared
{
    private const int MaxDynamicSharedBytesAttribute = 8;

    private const int PreferredSharedPercentAttribute = 9;

    private static readonly string[] Drivers = ["libcuda.so.1", "libcuda.so", "nvcuda"];

    /// <exception cref="CudaException">The device has less.</exception>
    public static Kernel Allow(Accelerator accelerator, Kernel kernel, int byteCount)
    {
        if (byteCount == 0)
            return kernel;
        var driver = Drivers.Select(name => NativeLibrary.TryLoad(name, out var handle) ? handle : 0).First(handle => handle != 0);
        var function = Marshal.GetDelegateForFunctionPointer<SetAttribute>(NativeLibrary.GetExport(driver, "cuFuncSetAttribute"));
        accelerator.Bind();
        CudaException.ThrowIfFailed(function(((CudaKernel)kernel).FunctionPtr, MaxDynamicSharedBytesAttribute, byteCount));
        // All of the cache becomes shared memory, so that two groups fit.
        CudaException.ThrowIfFailed(function(((CudaKernel)kernel).FunctionPtr, PreferredSharedPercentAttribute, 100));
        return kernel;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate CudaError SetAttribute(nint function, int attribute, int value);
}
