using System.Runtime.InteropServices;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Native;

/// <summary>Driver calls on a loaded kernel that ILGPU does not bind.</summary>
public static partial class CudaFunctions
{
    private const int MaxDynamicSharedBytesAttribute = 8;

    /// <summary>
    /// Lets launches of a kernel ask for up to <paramref name="byteCount"/> bytes of dynamic shared memory. Without it
    /// a driver refuses more than 48 KiB. The kernel's accelerator must be bound to the calling thread.
    /// </summary>
    /// <exception cref="CudaException">The device has less (99 KiB a block on sm_86 and sm_89, 163 on sm_80, 227 on sm_90).</exception>
    public static void AllowDynamicSharedMemory(CudaKernel kernel, int byteCount)
    {
        NativeLibraries.Install();
        CudaException.ThrowIfFailed(SetAttribute(kernel.FunctionPtr, MaxDynamicSharedBytesAttribute, byteCount));
    }

    [LibraryImport("cuda", EntryPoint = "cuFuncSetAttribute")]
    private static partial CudaError SetAttribute(nint function, int attribute, int value);
}
