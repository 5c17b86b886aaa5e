namespace GpuBench.PtxInterpreter.Execution;

/// <summary>Runs the clusters of a launch. A worker thread completes one cluster before it starts the next.</summary>
internal sealed class GridRunner(Launch launch)
{
    // Warps allocate small arrays on the stack.
    private const int StackBytes = 4 << 20;

    private int _next = -1;

    public ExecutionCounts Run()
    {
        var clusters = (int)launch.ClusterGrid.Count;
        var workers = launch.Options.Parallel ? Math.Min(clusters, Environment.ProcessorCount) : 1;
        var counts = new ExecutionCounts[workers];
        var errors = new Exception?[workers];
        var threads = Enumerable.Range(1, workers - 1).Select(worker => new Thread(() => Work(worker), StackBytes)).ToList();
        threads.ForEach(thread => thread.Start());
        Work(0);
        threads.ForEach(thread => thread.Join());

        if (errors.FirstOrDefault(error => error is not null) is { } first)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        return counts.Aggregate((sum, other) => sum.Add(other));

        void Work(int worker)
        {
            counts[worker] = new(launch.Program.Code.Length);
            try
            {
                using var cluster = new Cluster(launch, counts[worker]);
                for (var index = Interlocked.Increment(ref _next); index < clusters; index = Interlocked.Increment(ref _next))
                    cluster.Run((uint)index);
            }
            catch (Exception error) when (worker > 0)
            {
                errors[worker] = error;
            }
        }
    }
}
