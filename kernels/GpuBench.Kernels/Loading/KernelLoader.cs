using System.Globalization;
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
    /// <exception cref="ILGPU.Runtime.OpenCL.CLException">The same of an OpenCL driver; the inner exception has the code.</exception>
    /// <exception cref="KernelLimitException">
    /// Groups of <see cref="KernelEntryPoint.MaxGroupSize"/> work items are too large for the built kernel.
    /// </exception>
    /// <remarks>Costs a compilation at each call (2 ms to 1 s): load once, launch often. For kernels whose groups have one size.</remarks>
    public static TLauncher Load<TLauncher>(Accelerator accelerator, KernelEntryPoint entryPoint)
        where TLauncher : Delegate
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(entryPoint);
        var kernel = LoadKernel(accelerator, entryPoint);
        // Of the others the bound is known before: it is the device's own.
        var limit = accelerator.AcceleratorType == AcceleratorType.OpenCL ? GroupSizeLimit.Of(accelerator, kernel) : int.MaxValue;
        return limit >= entryPoint.MaxGroupSize
            ? kernel.CreateLauncherDelegate<TLauncher>()
            : throw new KernelLimitException(string.Create(
                CultureInfo.InvariantCulture,
                $"{entryPoint.Name} needs {entryPoint.MaxGroupSize} work items in a group, the device takes {limit} of it"));
    }

    /// <summary>The same for kernels that take groups of any size.</summary>
    /// <param name="groupSize">The most work items that a group may have, at most <see cref="KernelEntryPoint.MaxGroupSize"/>.</param>
    public static TLauncher Load<TLauncher>(Accelerator accelerator, KernelEntryPoint entryPoint, out int groupSize)
        where TLauncher : Delegate
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(entryPoint);
        var kernel = LoadKernel(accelerator, entryPoint);
        groupSize = Math.Min(entryPoint.MaxGroupSize, GroupSizeLimit.Of(accelerator, kernel));
        return kernel.CreateLauncherDelegate<TLauncher>();
    }

    private static Kernel LoadKernel(Accelerator accelerator, KernelEntryPoint entryPoint)
    {

        var description = EntryPointDescription.FromExplicitlyGroupedKernel(entryPoint.Method);
        // Only the CUDA compiler uses the bound, and the CPU accelerator refuses one that is above its own group size.
        var specialization = accelerator.AcceleratorType == AcceleratorType.Cuda
            ? new KernelSpecialization(entryPoint.MaxGroupSize, null)
            : KernelSpecialization.Empty;
        var compiled = accelerator.GetBackend().Compile(description, specialization);
        return compiled switch
        {
            PTXCompiledKernel ptx => CudaModule.Load(accelerator, PtxPatch.Apply(ptx, entryPoint)),
            CLCompiledKernel openCl => OpenClModule.Load(accelerator, OpenClPatch.Apply(openCl), entryPoint.Name),
            _ => accelerator.LoadKernel(compiled),
        };
    }
}
