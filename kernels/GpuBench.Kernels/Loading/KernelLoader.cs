using System.Globalization;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.IL;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Loading;

/// <summary>Compiles an entry point into a typed launcher for any accelerator. Kernels are compiled nowhere else.</summary>
public static class KernelLoader
{
    /// <summary>Compiles for the accelerator, with <see cref="PtxPatch"/> on CUDA and <see cref="OpenClPatch"/> on OpenCL.</summary>
    /// <typeparam name="TLauncher">
    /// A delegate (AcceleratorStream, KernelConfig, parameters of the kernel). It keeps the kernel alive; calls allocate nothing.
    /// </typeparam>
    /// <exception cref="ILGPU.Runtime.Cuda.CudaException">
    /// The driver refuses the module; the message names the kernel and quotes the log of the driver's compiler.
    /// </exception>
    /// <exception cref="ILGPU.Runtime.OpenCL.CLException">The same for an OpenCL driver; the inner exception has the code.</exception>
    /// <exception cref="KernelLimitException">
    /// Groups of <see cref="KernelEntryPoint.MaxGroupSize"/> work items are too large for the built kernel.
    /// </exception>
    /// <remarks>Each call compiles (2 ms to 1 s): load once, launch often. For kernels with a fixed group size.</remarks>
    public static TLauncher Load<TLauncher>(Accelerator accelerator, KernelEntryPoint entryPoint)
        where TLauncher : Delegate
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(entryPoint);
        var kernel = LoadKernel(accelerator, entryPoint);
        // Elsewhere the limit of a kernel is the limit of the device, which is known before.
        var limit = accelerator.AcceleratorType == AcceleratorType.OpenCL ? GroupSizeLimit.Of(accelerator, kernel) : int.MaxValue;
        return limit >= entryPoint.MaxGroupSize
            ? kernel.CreateLauncherDelegate<TLauncher>()
            : throw new KernelLimitException(string.Create(
                CultureInfo.InvariantCulture,
                $"{entryPoint.Name} needs {entryPoint.MaxGroupSize} work items in a group, the device allows {limit} for it"));
    }

    /// <summary>The same for kernels of any group size.</summary>
    /// <param name="groupSize">The largest group, at most <see cref="KernelEntryPoint.MaxGroupSize"/>.</param>
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
        // Only the CUDA compiler uses the bound. The CPU accelerator refuses a bound above its own group size.
        var specialization = accelerator.AcceleratorType == AcceleratorType.Cuda
            ? new KernelSpecialization(entryPoint.MaxGroupSize, entryPoint.MinGroupCount)
            : KernelSpecialization.Empty;
        var compiled = accelerator.GetBackend().Compile(description, specialization);
        return compiled switch
        {
            PTXCompiledKernel ptx => DynamicShared.Allow(
                accelerator, CudaModule.Load(accelerator, PtxPatch.Apply(ptx, entryPoint)), entryPoint.DynamicSharedBytes),
            CLCompiledKernel openCl => OpenClModule.Load(accelerator, OpenClPatch.Apply(openCl), entryPoint.Name),
            ILCompiledKernel => accelerator.LoadKernel(compiled),
            _ => throw new NotSupportedException($"{entryPoint.Name}: no loader for a {compiled.GetType().Name}"),
        };
    }
}
