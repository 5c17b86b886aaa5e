using GpuBench.PtxMachine.Memory;
using GpuBench.PtxMachine.Program;

namespace GpuBench.PtxMachine.Execution;

/// <summary>One launch while it runs.</summary>
internal sealed class Launch(PtxProgram program, GlobalMemory memory, LaunchShape shape, byte[] arguments, MachineOptions options)
{
    public LaunchResult Run() => throw new NotSupportedException($"{program.Name} {memory.Buffers.Count()} {shape} {arguments.Length} {options}");
}
