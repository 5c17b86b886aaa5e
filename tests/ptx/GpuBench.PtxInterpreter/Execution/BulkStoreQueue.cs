using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Instructions.Async;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Execution;

/// <summary>The bulk copies of one warp from shared to global memory. They run when the warp waits for their group.</summary>
internal sealed class BulkStoreQueue
{
    private readonly List<Action> _open = [];
    private readonly Queue<Action[]> _groups = [];

    public void Reset()
    {
        _open.Clear();
        _groups.Clear();
    }

    /// <summary>Queues a store with the checks of the bytes that it reads.</summary>
    public void Enqueue(Warp warp, Instruction instruction, int lane, uint source, int byteCount, Action store)
    {
        if (!warp.Checks)
        {
            _open.Add(store);
            return;
        }

        AsyncProxy.OnRead(warp, instruction, lane, warp.Block, source, byteCount);
        var issuedAt = warp.Block.Shared.Shadow.WriteNumber;
        _open.Add(() =>
        {
            AsyncProxy.CheckUnchanged(warp, instruction, lane, warp.Block, source, byteCount, issuedAt);
            store();
        });
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
            foreach (var store in _groups.Dequeue())
                store();
        }
    }

    /// <summary>Handles the exit of the warp. Global memory always receives the data. Shared memory may no longer exist then.</summary>
    public void Finish(Warp warp, Instruction instruction)
    {
        var isLeft = _open.Count > 0 || _groups.Any(group => group.Length > 0);
        Commit();
        Wait(groupsLeft: 0);
        if (isLeft)
            warp.Report(ReportKind.AsyncLeak, instruction, 0, "bulk stores were never waited for when the warp exited");
    }
}
