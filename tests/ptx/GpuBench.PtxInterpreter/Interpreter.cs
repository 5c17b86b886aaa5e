using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Memory;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter;

/// <summary>
/// Executes a kernel's PTX on the CPU. It checks on every executed path that the kernel follows the rules of the language.
/// It does not model time.
/// </summary>
public static class Interpreter
{
    /// <summary>Runs one launch to its end.</summary>
    /// <exception cref="ArgumentException">The arguments or the shape do not fit the entry.</exception>
    public static LaunchResult Run(
        PtxProgram program, GlobalMemory memory, LaunchShape shape, KernelArguments arguments, InterpreterOptions? options = null) =>
        Run(program, memory, shape, arguments.Bytes, options);

    /// <inheritdoc cref="Run(PtxProgram, GlobalMemory, LaunchShape, KernelArguments, InterpreterOptions?)"/>
    /// <param name="argumentBytes">The arguments in the layout of the entry's <c>.param</c> space.</param>
    public static LaunchResult Run(
        PtxProgram program, GlobalMemory memory, LaunchShape shape, ReadOnlyMemory<byte> argumentBytes,
        InterpreterOptions? options = null) =>
        new Launch(program, memory, shape, argumentBytes.ToArray(), options ?? new()).Run();
}
