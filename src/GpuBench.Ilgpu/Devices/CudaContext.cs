using GpuBench.Ilgpu.Native;
using ILGPU;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Devices;

/// <summary>The ILGPU context of everything that runs on CUDA devices, measured or tested.</summary>
public static class CudaContext
{
    /// <summary>Fixed: otherwise the code that is measured would change with the driver.</summary>
    public static CudaInstructionSet PtxVersion => CudaInstructionSet.ISA_80;

    /// <summary>
    /// Lists the driver's devices that answer, after <see cref="NativeLibraries.Install"/>. Without a driver the list is empty;
    /// <see cref="NativeLibraries.Describe"/> says why.
    /// </summary>
    /// <param name="configure">What a caller adds, such as intrinsics of its own.</param>
    public static Context Create(Action<Context.Builder>? configure = null)
    {
        NativeLibraries.Install();
        return IlgpuEngine.CreateContext(builder =>
        {
            // What else ILGPU sets up for CUDA, without its list of devices, which ends at the first that fails.
            builder.Cuda((CudaDevice _) => false);
            CudaOrdinals.Register(builder);
            configure?.Invoke(builder);
        });
    }
}
