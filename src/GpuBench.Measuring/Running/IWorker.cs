using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Running;

/// <summary>Executes one request, in a child process or in a thread of this process.</summary>
public interface IWorker : IDisposable
{
    /// <summary>Waits for the next entry.</summary>
    /// <returns>Null after the end of the worker.</returns>
    /// <exception cref="TimeoutException">No entry came in time.</exception>
    JournalEntry? Read(TimeSpan patience, CancellationToken cancellation);

    /// <summary>Ends the worker at once.</summary>
    void Kill();

    /// <summary>How the worker ended, as the reason of a row: exit code or signal, and its last output.</summary>
    string DescribeEnd();
}

/// <summary>Starts workers: as child processes for measuring, as threads for a debugger.</summary>
public interface IWorkerLauncher
{
    IWorker Start(WorkerRequest request);
}
