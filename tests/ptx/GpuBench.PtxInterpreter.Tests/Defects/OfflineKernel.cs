using GpuBench.Kernels.TensorOps;
using GpuBench.PtxInterpreter.Memory;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.PtxInterpreter.Tests.Defects;

/// <summary>Compiles a kernel with ILGPU, without a device, and runs its text on the interpreter.</summary>
internal static class OfflineKernel
{
    public static string Compile(string method, OptimizationLevel level = OptimizationLevel.O2)
    {
        using var context = Context.Create(builder =>
        {
            builder.Optimize(level);
            PtxIntrinsics.Register(builder, typeof(SharedIntrinsics), typeof(SharedIntrinsicText));
        });
        using var backend = new PTXBackend(context, CudaArchitecture.SM_80, CudaInstructionSet.ISA_80, null!);
        var description = EntryPointDescription.FromExplicitlyGroupedKernel(typeof(DefectKernels).GetMethod(method)!);
        return ((PTXCompiledKernel)backend.Compile(description, new KernelSpecialization(DefectKernels.GroupSize, null))).PTXAssembly;
    }

    /// <summary>Runs one group with two views, and with a number if the kernel has a parameter for it.</summary>
    public static (T[] Target, LaunchResult Result) Run<T>(string ptx, T[] source, InterpreterOptions? options = null, int? number = null)
        where T : unmanaged
    {
        var program = PtxProgram.Decode(PtxModule.Parse(ptx));
        var memory = new GlobalMemory();
        var input = memory.Allocate(source, "source");
        var output = memory.Allocate(4L * DefectKernels.GroupSize, "target");
        var arguments = new KernelArguments(program).View<T>(input).View<T>(output);
        if (number is { } value)
            arguments.Scalar(value);
        var result = Interpreter.Run(program, memory, new(1, DefectKernels.GroupSize), arguments, options);
        return (memory.Read<T>(output), result);
    }
}
