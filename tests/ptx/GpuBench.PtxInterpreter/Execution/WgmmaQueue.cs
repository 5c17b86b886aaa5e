using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>
/// The wgmma of one warp. They run when the warp waits for their group. Until then no instruction may access the accumulators, the
/// registers of A, or the operands in shared memory.
/// </summary>
internal sealed class WgmmaQueue(Warp warp, int registers)
{
    private readonly List<WgmmaOperation> _open = [];
    private readonly Queue<WgmmaOperation[]> _groups = [];
    private readonly int[] _holders = new int[registers];
    private readonly long[] _lastWrites = new long[registers];
    private long _fencedAt;

    public void Reset()
    {
        _open.Clear();
        _groups.Clear();
        Array.Clear(_holders);
        Array.Clear(_lastWrites);
        _fencedAt = 0;
    }

    /// <summary>Whether a wgmma in flight accumulates into the register with this id.</summary>
    public bool Holds(int id) => _holders[id] > 0;

    /// <summary>Records that the warp's current instruction writes registers.</summary>
    public void OnWrite(int[] ids)
    {
        foreach (var id in ids)
            _lastWrites[id] = warp.WarpInstructions;
    }

    public void Fence() => _fencedAt = warp.WarpInstructions;

    public void Issue(WgmmaOperation operation)
    {
        if (warp.Checks)
        {
            foreach (var register in operation.Instruction.Accumulators)
                CheckAccumulator(operation, register);
            operation.CheckIssue();
        }

        foreach (var register in operation.Instruction.Accumulators)
        {
            _holders[register.Id]++;
            warp.Defined(register) = 0;
        }

        _open.Add(operation);
    }

    public void Commit()
    {
        _groups.Enqueue([.. _open]);
        _open.Clear();
    }

    public void Wait(int groupsLeft)
    {
        while (_groups.Count > groupsLeft)
        {
            foreach (var operation in _groups.Dequeue())
                Complete(operation);
        }
    }

    /// <summary>Handles the exit of the warp.</summary>
    public void Finish()
    {
        var left = _groups.SelectMany(group => group).Concat(_open).FirstOrDefault();
        Commit();
        Wait(groupsLeft: 0);
        if (left is not null)
            warp.Report(ReportKind.AsyncLeak, left.Instruction, 0, "wgmma was never waited for when the warp exited");
    }

    private void CheckAccumulator(WgmmaOperation operation, Register register)
    {
        // Accumulators of a wgmma in flight already belong to the same chain of products.
        if (Holds(register.Id))
            return;
        if (operation.ReadsAccumulators && warp.Defined(register) != Warp.AllLanes)
            warp.Report(ReportKind.UninitializedRegister, operation.Instruction, 0, "accumulates into a register that was never written");
        if (_lastWrites[register.Id] > _fencedAt)
            warp.Report(ReportKind.AsyncOverwrite, operation.Instruction, 0, "an accumulator was written after the last wgmma.fence");
    }

    private void Complete(WgmmaOperation operation)
    {
        var instruction = operation.Instruction;
        if (warp.Checks)
        {
            operation.CheckCompletion();
            CheckRegisters(operation);
        }

        operation.Compute();
        foreach (var register in instruction.Accumulators)
        {
            if (warp.Checks && warp.Defined(register) != 0)
                warp.Report(ReportKind.AsyncOverwrite, instruction, 0, "an accumulator was written while the wgmma was in flight");
            if (--_holders[register.Id] == 0)
                warp.Defined(register) = Warp.AllLanes;
        }
    }

    private void CheckRegisters(WgmmaOperation operation)
    {
        if (operation.Instruction.ARegisters.Any(register => register.Id >= 0 && _lastWrites[register.Id] > operation.IssuedAt))
            warp.Report(ReportKind.AsyncOverwrite, operation.Instruction, 0, "a register of A was written while the wgmma was in flight");
    }
}
