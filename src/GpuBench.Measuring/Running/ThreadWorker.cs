using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Running;

/// <summary>A worker on a thread of this process, for debuggers and tests. It does not survive a crash, and cannot be killed.</summary>
public sealed class ThreadWorker : IWorker
{
    /// <summary>Chosen: the thread cannot be ended, and a debugger may stop it.</summary>
    private static readonly TimeSpan MinPatience = TimeSpan.FromMinutes(2);

    private readonly EntryQueue _queue = new();
    private Exception? _failure;

    public ThreadWorker(WorkerRequest request, Func<Action<JournalEntry>, WorkerLoop> loop)
    {
        var thread = new Thread(() =>
        {
            try
            {
                loop(_queue.Add).Run(request);
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

/// <summary>Starts workers on threads of this process.</summary>
/// <param name="loop">Makes a loop that emits to the given receiver.</param>
public sealed class ThreadWorkerLauncher(Func<Action<JournalEntry>, WorkerLoop> loop) : IWorkerLauncher
{
    public IWorker Start(WorkerRequest request) => new ThreadWorker(request, loop);
}
