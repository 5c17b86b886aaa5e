using GpuBench.Engines;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Running;
using GpuBench.Measuring.Workloads;
using GpuBench.Reports;
using GpuBench.Torch.Devices;

namespace GpuBench.Diagnosis;

/// <summary>
/// Measures a matrix multiply on every device as a run measures a row, for the noise and for the overhead of the timer. On an accelerator
/// the product is large: of a small one a sample has thousands of launches, and shows the noise of the host that enqueues them.
/// </summary>
internal sealed class NoiseProbe(IWorkerLauncher launcher, string? libTorchDirectory)
{
    /// <summary>Chosen: 17 GFLOP, from half a millisecond on a large GPU to some ten milliseconds on a small one.</summary>
    private const string AcceleratorSize = "m=n=k=2048";

    private const string ProcessorSize = "m=n=k=64";

    public IReadOnlyList<Finding> Measure(Inventory inventory, CancellationToken cancellation)
    {
        if (PlanFor(inventory) is not { } plan)
            return [];
        return [.. Run(plan, cancellation).SelectMany(pair => NoiseFindings.Of(pair.Row, pair.Device))];
    }

    /// <summary>
    /// One round, so that each worker starts once. No device of libtorch whose class another engine has already: loading libtorch takes
    /// most of the time, and the noise is that of the same card or host.
    /// </summary>
    /// <returns>Null without devices.</returns>
    internal static RunPlan? PlanFor(Inventory inventory)
    {
        var own = inventory.Devices.Where(device => !IsOfLibTorch(device)).Select(device => device.Class).ToHashSet();
        var probed = inventory.Devices.Where(device => !IsOfLibTorch(device) || !own.Contains(device.Class)).ToList();
        if (probed.Count == 0)
            return null;
        var plans = probed.GroupBy(device => device.Class == DeviceClass.Accelerator).Select(group =>
            RunPlan.Create(Request(group.Key ? AcceleratorSize : ProcessorSize), new([.. group], []), AllWorkloads.All)).ToList();
        return plans[0] with { Devices = [.. plans.SelectMany(plan => plan.Devices)] };
    }

    private static bool IsOfLibTorch(DeviceInfo device) =>
        device.Engine == TorchEngines.TorchSharp || device.Engine == TorchEngines.Stable;

    private static RunRequest Request(string size) => new()
    {
        Device = DeviceSelector.Parse("all"),
        Suite = Suite.Ci,
        Workloads = ["matmul"],
        Axes = [AxisValues.Parse("dtype=fp32"), AxisValues.Parse("launch=batch"), AxisValues.Parse(size)],
        Rounds = 1,
    };

    private List<(ResultRow Row, DeviceOpened? Device)> Run(RunPlan plan, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("gpubench-");
        try
        {
            var path = Path.Combine(folder.FullName, "probe.jsonl");
            using var journal = Journal.Create(path);
            var started = new RunStarted(SchemaVersions.Journal, Manifest.Of(plan, ["doctor"]), plan);
            journal.Append(started);
            var progress = new RunProgress(started, []);
            new RunScheduler(journal, progress, launcher, new SilentObserver(), libTorchDirectory).Run(cancellation);
            var definitions = AllWorkloads.All.Select(workload => workload.Definition).ToList();
            var document = DocumentBuilder.Build(progress, journal.ReadAll(), definitions);
            return [.. document.Rows.Select(row => (row, progress.Device(row.Engine, row.Device.Id)))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
