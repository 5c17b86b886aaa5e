using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Running;

/// <summary>A worker on a thread of this process: for a debugger and for tests. Cannot survive a crash, or be killed.</summary>
public sealed class ThreadWorker : IWorker
{
    /// <summary>It cannot be ended, and somebody may look at it step by step.</summary>
    private static readonly TimeSpan MinPatience = TimeSpan.FromMinutes(2);

    private readonly EntryQueue _queue = new();
    private Exception? _failure;

    public ThreadWorker(WorkerRequest order, Func<Action<JournalEntry>, WorkerLoop> loop)
    {
        var thread = new Thread(() =>
        {
            try
            {
                loop(_queue.Add).Run(order);
            }
            catch (Exception cause)
            {
                _failure = cause;
            }
            finally
            {
                _queue.Complete();
            }
        })
        { IsBackground = true, Name = "worker" };
        thread.Start();
    }

    public JournalEntry? Read(TimeSpan patience, CancellationToken cancellation) =>
        _queue.Take(patience < MinPatience ? MinPatience : patience, cancellation);

    public void Kill() { }

    public string DescribeEnd() => _failure is null ? "ended" : $"{_failure.GetType().Name}: {_failure.Message}";

    public void Dispose() { }
}

/// <param name="loop">Makes the loop that emits to where it is told.</param>
public sealed class ThreadWorkerLauncher(Func<Action<JournalEntry>, WorkerLoop> loop) : IWorkerLauncher
{
    public IWorker Start(WorkerRequest order) => new ThreadWorker(order, loop);
}
