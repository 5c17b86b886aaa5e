using System.Globalization;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Kernels.Tests.Loading;

/// <summary>Writes the PTX text of every kernel as the CUDA driver gets it, for assemblers of other versions.</summary>
internal static class PtxDump
{
    /// <summary>Writes a file FUNCTION.ptx for each entry point, for compute capability 9.0.</summary>
    /// <param name="folder">Created if it does not exist.</param>
    /// <returns>The exit code, 0.</returns>
    public static int Write(string folder)
    {
        Directory.CreateDirectory(folder);
        using var context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2).TensorInstructions());
        foreach (var entry in KernelCatalog.All.Values)
        {
            var patched = PtxPatch.Apply(OfflinePtx.Compile(context, entry, CudaArchitecture.SM_90), entry);
            File.WriteAllText(Path.Combine(folder, patched.Name + ".ptx"), patched.PTXAssembly);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{KernelCatalog.All.Count} kernels in {folder}"));
        return 0;
    }
}
