using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>The counts of one worker. The counts of the launch are the sum over all workers.</summary>
internal sealed class ExecutionCounts(int instructions)
{
    private readonly InstructionTally[] _tallies = new InstructionTally[instructions];

    public long ThreadInstructions { get; set; }

    public long WarpInstructions { get; set; }

    public ref InstructionTally Of(Instruction instruction) => ref _tallies[instruction.Index];

    public ExecutionCounts Add(ExecutionCounts other)
    {
        ThreadInstructions += other.ThreadInstructions;
        WarpInstructions += other.WarpInstructions;
        for (var index = 0; index < _tallies.Length; index++)
            _tallies[index].Add(in other._tallies[index]);
        return this;
    }

    public LaunchCounters ToCounters(PtxProgram program, TimeSpan elapsed)
    {
        var isProfiled = _tallies.Any(tally => tally.Warps > 0);
        return new(ThreadInstructions, WarpInstructions, elapsed, isProfiled ? [.. program.Code.Select(CountersOf)] : []);
    }

    private InstructionCounters CountersOf(Instruction instruction)
    {
        ref var tally = ref Of(instruction);
        return new(
            instruction.Line, instruction.Text, instruction.Opcode, instruction.Class, tally.Warps, tally.Threads,
            tally.Requests, tally.Sectors, tally.SharedPasses, tally.BankConflicts, tally.Bytes);
    }
}
