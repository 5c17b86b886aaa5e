namespace GpuBench.Measuring.Running;

/// <summary>Starts workers: as child processes for measuring, as threads for a debugger.</summary>
public interface IWorkerLauncher
{
    IWorker Start(WorkerOrder order);
}
