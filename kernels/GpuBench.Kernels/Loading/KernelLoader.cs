using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Loading;

/// <summary>Turns an entry point into a typed launcher on any accelerator; the one place where kernels are compiled.</summary>
public static class KernelLoader
{
    /// <summary>Compiles for the accelerator, and passes the text through <see cref="PtxPatch"/> on CUDA, <see cref="OpenClPatch"/> on OpenCL.</summary>
    /// <typeparam name="TLauncher">A delegate (AcceleratorStream, KernelConfig, the kernel's parameters). It keeps the loaded kernel alive and allocates nothing when called.</typeparam>
    /// <exception cref="ILGPU.Runtime.Cuda.CudaException">
    /// The driver refuses the module; the message names the kernel and quotes the log of the driver's compiler.
    /// </exception>
    /// <remarks>Costs a compilation at each call (2 ms to 1 s): load once, launch often.</remarks>
    public static TLauncher Load<TLauncher>(Accelerator accelerator, KernelEntryPoint entryPoint)
        where TLauncher : Delegate
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(entryPoint);

        var description = EntryPointDescription.FromExplicitlyGroupedKernel(entryPoint.Method);
        // Only the CUDA compiler uses the bound, and the CPU accelerator refuses one that is above its own group size.
        var specialization = accelerator.AcceleratorType == AcceleratorType.Cuda
            ? new KernelSpecialization(entryPoint.MaxGroupSize, null)
            : KernelSpecialization.Empty;
        var compiled = accelerator.GetBackend().Compile(description, specialization);
        var kernel = compiled switch
        {
            PTXCompiledKernel ptx => CudaModule.Load(accelerator, PtxPatch.Apply(ptx, entryPoint)),
            CLCompiledKernel openCl => accelerator.LoadKernel(OpenClPatch.Apply(openCl)),
            _ => accelerator.LoadKernel(compiled),
        };
        return kernel.CreateLauncherDelegate<TLauncher>();
    }
}
