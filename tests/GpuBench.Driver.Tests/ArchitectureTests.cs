using GpuBench.Kernels;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Driver.Tests;

/// <summary>
/// Compiles and assembles every kernel for every architecture that it supports, in addition to those of
/// <see cref="PerformanceModelTests"/>.
/// </summary>
public sealed class ArchitectureTests
{
    private const int FirstOfAmpere = 80;

    private static readonly IReadOnlyDictionary<int, CudaArchitecture> Architectures = new Dictionary<int, CudaArchitecture>
    {
        [60] = CudaArchitecture.SM_60,
        [70] = CudaArchitecture.SM_70,
        [75] = CudaArchitecture.SM_75,
        [86] = CudaArchitecture.SM_86,
        [89] = CudaArchitecture.SM_89,
    };

    public static TheoryData<int> Capabilities => [.. Architectures.Keys];

    [PtxasTheory, MemberData(nameof(Capabilities))]
    public void Every_kernel_assembles_without_stack_or_spills(int capability)
    {
        using var context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2).TensorInstructions());
        using var backend = new PTXBackend(context, Architectures[capability], CudaInstructionSet.ISA_80, null!);
        var texts = KernelCatalog.All
            .Where(kernel => MinCapability(kernel.Key, kernel.Value) <= capability)
            .Select(kernel => (kernel.Key, Ptx: Compile(backend, kernel.Value))).ToList();
        Assert.NotEmpty(texts);

        var assembled = texts.AsParallel()
            .Select(text => (text.Key, Kernel: Ptxas.Assemble(text.Ptx, $"sm_{capability}", isDisassembled: false))).ToList();

        Assert.All(assembled, one => Assert.Equal((one.Key, 0, 0), (one.Key, one.Kernel.StackBytes, one.Kernel.SpillBytes)));
    }

    private static int MinCapability(string name, KernelEntryPoint entry)
    {
        var isOfAmpere = name.StartsWith("matmul/tensor-", StringComparison.Ordinal)
            || name.StartsWith("matmul/async-tile", StringComparison.Ordinal);
        return Math.Max(entry.ComputeCapability, isOfAmpere ? FirstOfAmpere : 0);
    }

    private static string Compile(PTXBackend backend, KernelEntryPoint entry)
    {
        var description = EntryPointDescription.FromExplicitlyGroupedKernel(entry.Method);
        var compiled = (PTXCompiledKernel)backend.Compile(description, new KernelSpecialization(entry.MaxGroupSize, entry.MinGroupCount));
        return PtxPatch.Apply(compiled.PTXAssembly, entry.ComputeCapability);
    }
}
