using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;

namespace GpuBench.Measuring.Running;

/// <summary>Asks every back end for its devices, each in its own worker.</summary>
public static class Discovery
{
    /// <summary>Chosen: a slow machine loads its libraries and drivers in less.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The result has the order of <paramref name="backends"/>.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Inventory Run(
        IReadOnlyList<IBackend> backends, IWorkerLauncher launcher, string? libTorchDirectory, CancellationToken cancellation)
    {
        var answers = new Inventory[backends.Count];
        try
        {
            Parallel.For(0, backends.Count, i => answers[i] = Ask(backends[i], launcher, libTorchDirectory, cancellation));
        }
        catch (AggregateException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        return answers.Aggregate(Inventory.Empty, (all, one) => all.And(one));
    }

    private static Inventory Ask(IBackend backend, IWorkerLauncher launcher, string? libTorchDirectory, CancellationToken cancellation)
    {
        using var worker = launcher.Start(new DiscoverRequest(backend.Engine, backend.Backend) { LibTorchDirectory = libTorchDirectory });
        try
        {
            while (worker.Read(Patience, cancellation) is { } entry)
                if (entry is InventoryTaken taken)
                    return taken.Inventory;
        }
        catch (TimeoutException)
        {
            return Inventory.Lacking(backend.Engine, backend.Backend,
                $"Device discovery did not end within {Patience.TotalSeconds:F0} s.",
                "Check that the driver responds (nvidia-smi, clinfo).");
        }
        return Inventory.Lacking(backend.Engine, backend.Backend,
            $"Device discovery failed: {worker.DescribeEnd()}.",
            "Update or remove the driver or library named here.");
    }
}
