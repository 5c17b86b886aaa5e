using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Instructions;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>
/// Divergence: the lanes of a warp may be at different instructions. The group with the smallest program counter runs. Groups merge when
/// they reach the same instruction, which reconverges structured code without a stack. Compilers may put the body of a branch after the
/// point where its paths join. So a group at a collective instruction parks until the other groups arrive.
/// </summary>
internal sealed unsafe partial class Warp
{
    // Instructions that a group may run after another group yielded to it.
    private const int TurnLength = 256;

    private readonly List<LaneGroup> _otherGroups = [];
    private uint _alive;
    private int _turns;

    public int ProgramCounter { get; private set; }

    /// <summary>Lanes of the running group.</summary>
    public uint Active { get; private set; }

    private void Branch(BranchInstruction branch, uint lanes)
    {
        if (lanes == Active)
        {
            ProgramCounter = branch.Target;
            return;
        }

        if (lanes != 0)
        {
            if (branch.IsUniform && Launch.Options.CheckUniform)
                Report(ReportKind.WarpDivergence, branch, FirstOf(lanes), "bra.uni is taken by only a part of the warp");
            _otherGroups.Add(new(branch.Target, lanes, IsParked: false));
            Active &= ~lanes;
        }

        ProgramCounter++;
    }

    private void Exit(Instruction instruction, uint lanes)
    {
        _alive &= ~lanes;
        Active &= ~lanes;
        if (_alive == 0)
        {
            State = WarpState.Done;
            AsyncCopies.Finish();
            BulkStores.Finish(this, instruction);
            Wgmma?.Finish();
            Block.Cluster.Progress++;
            Block.OnWarpExit();
        }
        else if (Active == 0)
        {
            TakeOtherGroup();
        }
        else
        {
            ProgramCounter++;
        }
    }

    private void ChooseGroup()
    {
        Merge();
        if (_turns > 0)
        {
            _turns--;
            return;
        }

        var best = -1;
        var smallest = ProgramCounter;
        for (var index = 0; index < _otherGroups.Count; index++)
        {
            if (_otherGroups[index].IsParked || _otherGroups[index].ProgramCounter >= smallest)
                continue;
            smallest = _otherGroups[index].ProgramCounter;
            best = index;
        }

        if (best < 0)
            return;
        var group = _otherGroups[best];
        _otherGroups[best] = new(ProgramCounter, Active, IsParked: false);
        (ProgramCounter, Active) = (group.ProgramCounter, group.Lanes);
        Merge();
    }

    private void Merge()
    {
        for (var index = _otherGroups.Count - 1; index >= 0; index--)
        {
            if (_otherGroups[index].ProgramCounter != ProgramCounter)
                continue;
            Active |= _otherGroups[index].Lanes;
            _otherGroups.RemoveAt(index);
        }
    }

    private void TakeOtherGroup()
    {
        var index = Math.Max(0, _otherGroups.FindIndex(group => !group.IsParked));
        (ProgramCounter, Active) = (_otherGroups[index].ProgramCounter, _otherGroups[index].Lanes);
        _otherGroups.RemoveAt(index);
    }

    /// <returns>Whether another group could run first, because it may still arrive here.</returns>
    private bool Park()
    {
        if (!_otherGroups.Exists(group => !group.IsParked))
            return false;

        _otherGroups.Add(new(ProgramCounter, Active, IsParked: true));
        TakeOtherGroup();
        _turns = 0;
        return true;
    }

    /// <summary>Lets another group of the same warp run, because the current group may wait for its work.</summary>
    private void YieldGroup()
    {
        if (_otherGroups.Count == 0)
            return;

        _otherGroups.Add(new(ProgramCounter, Active, IsParked: false));
        TakeOtherGroup();
        _turns = TurnLength;
    }
}
