using System.Globalization;
using GpuBench.Engines;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Running;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Reports;

namespace GpuBench.Diagnosis;

/// <summary>Measures a small matrix multiply on every device, for its noise and the overhead of the timer.</summary>
internal sealed class NoiseProbe(IWorkerLauncher launcher, string? libTorchDirectory)
{
    /// <summary>Quiet machines stay below this. Above it, small differences cannot be measured.</summary>
    private const double NoisyFrom = 0.05;

    public IReadOnlyList<Finding> Measure(Inventory inventory, CancellationToken cancellation)
    {
        if (inventory.Devices.Count == 0)
            return [];
        var request = new RunRequest
        {
            Device = DeviceSelector.Parse("all"),
            Suite = Suite.Ci,
            Workloads = ["matmul"],
            Axes = [AxisValues.Parse("dtype=fp32"), AxisValues.Parse("launch=batch")],
            Rounds = 3,
        };
        var plan = RunPlan.Create(request, inventory, AllWorkloads.All);
        return [.. Run(plan, cancellation).SelectMany(pair => Judge(pair.Row, pair.Device))];
    }

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

    private static IEnumerable<Finding> Judge(ResultRow row, DeviceOpened? device)
    {
        var topic = $"{row.Engine} {row.Device.Id}";
        if (device is not null)
            yield return new(
                topic, Severity.Ok,
                $"timer {device.Timer.Name}: resolution {Quantity.Seconds(device.Timer.ResolutionSeconds)}, "
                + $"overhead {Quantity.Seconds(device.Timer.OverheadSeconds)}");
        if (row.Noise is not { } noise || row.Status != TrialStatus.Ok)
        {
            yield return new(topic, Severity.Warn, $"the small matmul has the status {row.Status.Text()}: {row.Reason}", "Fix this first.");
            yield break;
        }
        var what = string.Create(CultureInfo.InvariantCulture, $"noise floor {noise:P1} (relative standard deviation of a small matmul)");
        yield return noise < NoisyFrom
            ? new(topic, Severity.Ok, what)
            : new(topic, Severity.Warn, what, "Trust only differences well above the noise. More rounds narrow the interval.");
    }
}
