using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Running;

/// <summary>Somebody at work on an order: a child process, or a thread of this one.</summary>
public interface IWorker : IDisposable
{
    /// <summary>Waits for the next line.</summary>
    /// <returns>Null once the worker has ended.</returns>
    /// <exception cref="TimeoutException">Nothing came in time.</exception>
    JournalEntry? Read(TimeSpan patience, CancellationToken cancellation);

    /// <summary>Ends it at once, whatever it is doing.</summary>
    void Kill();

    /// <summary>How it ended, for a row's reason: exit code or signal, and its last words.</summary>
    string DescribeEnd();
}

/// <summary>Starts workers: as child processes for measuring, as threads for a debugger.</summary>
public interface IWorkerLauncher
{
    IWorker Start(WorkerRequest order);
}
