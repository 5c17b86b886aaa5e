using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Running;

namespace GpuBench.Tests.Fakes;

/// <summary>
/// Each started worker runs the next script. The last script is used again and again. A script lists what the worker sends before it ends,
/// hangs or finishes.
/// </summary>
internal sealed class ScriptedLauncher(params Func<RunTrialsRequest, IEnumerable<JournalEntry?>>[] scripts) : IWorkerLauncher
{
    public List<RunTrialsRequest> Orders { get; } = [];

    /// <summary>Time that the run scheduler would have waited for each entry.</summary>
    public List<TimeSpan> Patience { get; } = [];

    public IWorker Start(WorkerRequest request)
    {
        var trials = (RunTrialsRequest)request;
        Orders.Add(trials);
        return new ScriptedWorker(scripts[Math.Min(Orders.Count, scripts.Length) - 1](trials).GetEnumerator(), Patience);
    }

    /// <summary>A worker that runs a script. A null in the script is a hang.</summary>
    private sealed class ScriptedWorker(IEnumerator<JournalEntry?> script, List<TimeSpan> asked) : IWorker
    {
        public JournalEntry? Read(TimeSpan patience, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            asked.Add(patience);
            return !script.MoveNext() ? null : script.Current ?? throw new TimeoutException("no sign of life");
        }

        public void Kill() { }

        public string DescribeEnd() => "killed (signal 9)";

        public void Dispose() => script.Dispose();
    }
}
