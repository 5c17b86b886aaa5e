using System.Numerics;
using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Instructions;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>The loop that executes instructions.</summary>
internal sealed unsafe partial class Warp
{
    // Maximum of one turn. After it, a warp that spins on memory lets the warp run that it waits for.
    private const long MaxTurnInstructions = 1 << 16;

    private bool _yields;

    /// <summary>Lets other warps run before the next instruction, because this warp waits for their work.</summary>
    public void Yield() => _yields = true;

    /// <summary>Executes until the warp waits, yields, exits or reaches the end of its slice.</summary>
    public void Run()
    {
        var code = _program.Code;
        var slice = Launch.Options.WarpSlice > 0 ? 1 + Block.Cluster.Random.Next(Launch.Options.WarpSlice) : MaxTurnInstructions;
        var reports = Launch.Reports;
        while (State == WarpState.Ready && !reports.IsFinal)
        {
            if (_otherGroups.Count > 0)
                ChooseGroup();

            var instruction = code[ProgramCounter];
            var lanes = instruction.Guard.Exists ? GuardedLanes(instruction) : Active;
            Count(instruction, lanes);
            if (instruction.Control != ControlKind.Straight)
                ExecuteControl(instruction, lanes);
            else
                ExecuteStraight(instruction, lanes);

            if (_yields)
            {
                _yields = false;
                YieldGroup();
                return;
            }

            if (--slice <= 0)
            {
                Block.Cluster.Progress++;
                return;
            }
        }
    }

    private void ExecuteStraight(Instruction instruction, uint lanes)
    {
        if (lanes != 0)
        {
            if (_checks)
                TrackRegisters(instruction, lanes);
            instruction.Execute(this, lanes);
        }

        ProgramCounter++;
    }

    private void ExecuteControl(Instruction instruction, uint lanes)
    {
        switch (instruction.Control)
        {
            case ControlKind.Branch:
                Branch((BranchInstruction)instruction, lanes);
                return;
            case ControlKind.Exit:
                Exit(instruction, lanes);
                return;
        }

        if (lanes == 0)
        {
            ProgramCounter++;
            return;
        }

        var members = instruction is CollectiveInstruction collective ? collective.Members(this, lanes) : AllLanes;
        if ((members & _alive & ~lanes) != 0 && Park())
            return;

        CheckConvergence(instruction, lanes, members);
        if (_checks)
            TrackRegisters(instruction, lanes);
        instruction.Execute(this, lanes);
        ProgramCounter++;
    }

    private void CheckConvergence(Instruction instruction, uint lanes, uint members)
    {
        var missing = members & _alive & ~lanes;
        if (missing != 0)
        {
            var kind = instruction.Control == ControlKind.Barrier ? ReportKind.BarrierDivergence : ReportKind.WarpDivergence;
            Report(kind, instruction, FirstOf(lanes), $"executed by lanes {lanes:x8} while lanes {missing:x8} of the warp are elsewhere");
        }

        if (instruction is CollectiveInstruction { NeedsWholeWarp: true } && lanes != AllLanes && missing == 0)
            Report(ReportKind.WarpDivergence, instruction, FirstOf(lanes), $"needs all 32 lanes, executed by {lanes:x8}");
    }

    private uint GuardedLanes(Instruction instruction)
    {
        var undefined = Active & ~Defined(instruction.Guard);
        if (_checks && undefined != 0)
            Report(ReportKind.UninitializedRegister, instruction, FirstOf(undefined), "the guard was never written");

        var guard = Predicate(instruction.Guard);
        return Active & (instruction.GuardIsNegated ? ~guard : guard);
    }

    private void Count(Instruction instruction, uint lanes)
    {
        var threads = BitOperations.PopCount(lanes);
        WarpInstructions++;
        ThreadInstructions += threads;
        if (Profiles)
        {
            ref var tally = ref Tally(instruction);
            tally.Warps++;
            tally.Threads += threads;
        }

        if (WarpInstructions > _maxInstructions)
            Report(ReportKind.Deadlock, instruction, 0, "the warp executes more instructions than it may");
    }

    /// <summary>Reports registers that are read before they are written, and records the registers that this instruction writes.</summary>
    private void TrackRegisters(Instruction instruction, uint lanes)
    {
        if (instruction.CopiesDefinedness)
        {
            CopyDefinedness(instruction, lanes);
        }
        else
        {
            foreach (var id in instruction.Reads)
            {
                if ((lanes & ~_defined[id]) != 0)
                    ReportUndefined(instruction, id, lanes);
            }

            foreach (var id in instruction.Writes)
                _defined[id] |= lanes;
        }

        Wgmma?.OnWrite(instruction.Writes);
    }

    private void CopyDefinedness(Instruction instruction, uint lanes)
    {
        var source = instruction.Reads[0];
        if ((lanes & ~_defined[source]) != 0 && Wgmma is { } wgmma && wgmma.Holds(source))
            ReportUndefined(instruction, source, lanes);

        ref var target = ref _defined[instruction.Writes[0]];
        target = (target & ~lanes) | (_defined[source] & lanes);
    }

    private void ReportUndefined(Instruction instruction, int id, uint lanes)
    {
        var undefined = lanes & ~_defined[id];
        var name = _program.Layout.Names[id];
        if (Wgmma is { } wgmma && wgmma.Holds(id))
            Report(
                ReportKind.AsyncRead, instruction, FirstOf(undefined), $"register {name} belongs to a wgmma that has not been waited for");
        else
            Report(
                ReportKind.UninitializedRegister, instruction, FirstOf(undefined),
                $"register {name} is read before it is written (lanes {undefined:x8})");
        _defined[id] |= lanes;
    }

    private static int FirstOf(uint lanes) => BitOperations.TrailingZeroCount(lanes);
}
