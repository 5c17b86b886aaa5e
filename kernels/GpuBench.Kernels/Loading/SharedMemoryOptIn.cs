using System.Runtime.InteropServices;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Kernels.Loading;

/// <summary>Shared memory of more than 48 KiB a group, by driver calls that ILGPU does not bind.</summary>
internal static class SharedMemoryOptIn
{
    private const int OptInBytesOfDevice = 97;
    private const int DynamicBytesOfFunction = 8;
    private const int PreferredPercentOfFunction = 9;

    private static readonly string[] Drivers = ["libcuda.so.1", "libcuda.so", "nvcuda"];

    /// <summary>Bytes that a group may have with the opt-in. 0 if the device is not a CUDA device, or does not say.</summary>
    public static int BytesOf(Accelerator accelerator) =>
        accelerator is CudaAccelerator cuda
        && Function<GetDeviceAttribute>("cuDeviceGetAttribute")(out var bytes, OptInBytesOfDevice, cuda.DeviceId) == CudaError.CUDA_SUCCESS
            ? bytes
            : 0;

    /// <summary>Lets launches of the kernel ask for <paramref name="byteCount"/> bytes of dynamic shared memory.</summary>
    /// <exception cref="CudaException">The device has less.</exception>
    public static Kernel Allow(Accelerator accelerator, Kernel kernel, int byteCount)
    {
        if (byteCount == 0)
            return kernel;
        accelerator.Bind();
        var function = ((CudaKernel)kernel).FunctionPtr;
        var set = Function<SetFunctionAttribute>("cuFuncSetAttribute");
        CudaException.ThrowIfFailed(set(function, DynamicBytesOfFunction, byteCount));
        // All of the L1 cache becomes shared memory, so that as many groups as possible fit.
        CudaException.ThrowIfFailed(set(function, PreferredPercentOfFunction, 100));
        return kernel;
    }

    private static TFunction Function<TFunction>(string name)
        where TFunction : Delegate
    {
        var driver = Drivers.Select(file => NativeLibrary.TryLoad(file, out var handle) ? handle : 0).First(handle => handle != 0);
        return Marshal.GetDelegateForFunctionPointer<TFunction>(NativeLibrary.GetExport(driver, name));
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate CudaError GetDeviceAttribute(out int value, int attribute, int device);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate CudaError SetFunctionAttribute(nint function, int attribute, int value);
}
