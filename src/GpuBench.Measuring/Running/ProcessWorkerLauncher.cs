using System.Diagnostics;

namespace GpuBench.Measuring.Running;

/// <param name="program">The program and the arguments that make it a worker.</param>
public sealed class ProcessWorkerLauncher(string program, IReadOnlyList<string> arguments) : IWorkerLauncher
{
    public IWorker Start(WorkerOrder order) => new ProcessWorker(new ProcessStartInfo(program, arguments), order);
}
