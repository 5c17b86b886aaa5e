using GpuBench.Ilgpu.Devices;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Running;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Driver.Tests;

/// <summary>Runs a round of each trial of the ci suite, with the product's own plan and worker.</summary>
internal static class FakeDriverMeasurement
{
    /// <param name="axes">As <c>--axis</c> takes them.</param>
    public static List<JournalEntry> Run(CudaBackend backend, IWorkload workload, DeviceInfo device, params string[] axes)
    {
        var request = new RunRequest { Suite = Suite.Ci, Axes = [.. axes.Select(AxisValues.Parse)] };
        var trials = RunPlan.Create(request, Inventory.Of(device), [workload]).Devices[0].Trials.Where(t => t.Refusal is null);
        var entries = new List<JournalEntry>();
        var items = trials.Select(t => new RunTrialsRequest.Item(t.Trial, 0, 1));
        var order = new RunTrialsRequest(device, Suite.Ci, 1, null, IsLastPass: true, [.. items]);
        new WorkerLoop([backend], [workload], entries.Add).Run(order);
        return entries;
    }
}
