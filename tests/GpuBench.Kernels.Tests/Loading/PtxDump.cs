using System.Globalization;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Kernels.Tests.Loading;

/// <summary>Writes the text that the CUDA driver gets of every kernel, for assemblers of other versions.</summary>
internal static class PtxDump
{
    /// <summary>One file an entry point, FUNCTION.ptx, for compute capability 9.0.</summary>
    /// <param name="folder">Is made where it is not there.</param>
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
