using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Running;

/// <param name="loop">Makes the loop that emits to where it is told.</param>
public sealed class ThreadWorkerLauncher(Func<Action<JournalEntry>, WorkerLoop> loop) : IWorkerLauncher
{
    public IWorker Start(WorkerOrder order) => new ThreadWorker(order, loop);
}
