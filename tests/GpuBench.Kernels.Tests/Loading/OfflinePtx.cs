using GpuBench.Kernels.Loading;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Kernels.Tests.Loading;

/// <summary>Compiles device functions for CUDA without a driver or a device.</summary>
internal static class OfflinePtx
{
    /// <summary>The code as ILGPU generates it, before <see cref="PtxPatch"/>.</summary>
    public static PTXCompiledKernel Compile(Context context, KernelEntryPoint entry, CudaArchitecture architecture)
    {
        using var backend = new PTXBackend(context, architecture, CudaInstructionSet.ISA_80, null!);
        var description = EntryPointDescription.FromExplicitlyGroupedKernel(entry.Method);
        return (PTXCompiledKernel)backend.Compile(description, new KernelSpecialization(entry.MaxGroupSize, entry.MinGroupCount));
    }
}
