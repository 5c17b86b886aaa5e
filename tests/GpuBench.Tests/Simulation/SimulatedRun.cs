using GpuBench.Engines;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Running;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace GpuBench.Tests.Simulation;

/// <summary>
/// A run of the product's own plan, scheduler and worker loop on a simulated H100.
/// Its clock advances only by the time that the work takes.
/// </summary>
/// <param name="Seconds">The length of the run on that clock.</param>
internal sealed record SimulatedRun(RunPlan Plan, RunProgress Progress, ResultDocument Document, double Seconds)
{
    public static SimulatedRun Of(RunRequest request, SimulatedHost host, SimulatedRates rates, string torch)
    {
        var time = new FakeTimeProvider();
        SimulatedGpu[] gpus = [new("ilgpu", time, host, rates), new(torch, time, host, rates)];
        IWorkload[] workloads = [.. AllWorkloads.All.Select(workload => new SimulatedWorkload(workload))];
        var inventory = gpus.Aggregate(Inventory.Empty, (all, gpu) => all.And(gpu.Discover()));
        var plan = RunPlan.Create(request, inventory, workloads, HostRates.Of(16));
        using var folder = new TemporaryFolder();
        using var journal = Journal.Create(folder.Combine("simulated.jsonl"));
        var started = Plans.Started(plan);
        journal.Append(started);
        var progress = new RunProgress(started, []);
        var begun = time.GetTimestamp();
        var launcher = new ThreadWorkerLauncher(emit => new(gpus, workloads, emit, time));
        new RunScheduler(journal, progress, launcher, new SilentObserver(), null) { Time = time }.Run(CancellationToken.None);
        var seconds = time.GetElapsedTime(begun).TotalSeconds;
        var definitions = workloads.Select(workload => workload.Definition).DistinctBy(definition => definition.Name).ToList();
        return new(plan, progress, DocumentBuilder.Build(progress, journal.ReadAll(), definitions), seconds);
    }

    /// <summary>Keys of the trials that the plan marked as possibly left out.</summary>
    public IReadOnlyList<string> AtRisk =>
        [.. Plan.Devices.SelectMany(device => device.Trials).Where(trial => trial.MayBeLeftOut).Select(trial => trial.Trial.Key)];

    public IReadOnlyList<ResultRow> Skipped => [.. Document.Rows.Where(row => row.Status == TrialStatus.Skipped)];

    public IReadOnlyList<ResultRow> Measured => [.. Document.Rows.Where(row => row.Status == TrialStatus.Ok)];
}
