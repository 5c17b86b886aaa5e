using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Running;

/// <summary>
/// Tests devices whose drivers do not guarantee what the kernels need, each in its own workers. A workload that crashes, hangs or gives
/// wrong results is excluded with the reason. The others are used.
/// </summary>
public sealed class SelfTests(IReadOnlyList<IWorkload> workloads, IWorkerLauncher launcher, CancellationToken cancellation)
{
    /// <summary>Chosen: after hangs in two workloads, a third would hang, too.</summary>
    private const int MaxHangs = 2;

    /// <summary>Chosen: longer than a driver needs to compile a few small kernels on a machine under load.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <param name="chosen">The devices of the inventory that are needed.</param>
    /// <returns>The inventory: a tested device lists the workloads that it failed, and a device that does not open is missing.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Inventory Run(Inventory inventory, IEnumerable<DeviceInfo> chosen)
    {
        foreach (var device in chosen.Where(device => device.Untried is not null).ToList())
        {
            var tried = Try(device);
            var at = inventory.Devices.ToList().FindIndex(d => d.Engine == device.Engine && d.Id == device.Id);
            inventory = new(
                [.. inventory.Devices.Take(at), .. tried.Devices, .. inventory.Devices.Skip(at + 1)],
                [.. inventory.Missing, .. tried.Missing]);
        }
        return inventory;
    }

    private Inventory Try(DeviceInfo device)
    {
        var left = workloads.Where(w => w.Engine == device.Engine && DeviceSelfTest.CaseOf(device, w) is not null)
            .Select(w => w.Definition.Name).ToList();
        var (failed, hangs) = (new SortedDictionary<string, string>(StringComparer.Ordinal), 0);
        while (left.Count > 0)
        {
            var (opened, end, hung) = Follow(new(device, left), left, failed);
            if (!opened)
                return Inventory.Lacking(
                    device.Engine, device.Backend, $"{device.Name}: {device.Untried}, and it does not open: {end}.", "Update the driver.");
            hangs += hung ? 1 : 0;
            if (hangs < MaxHangs)
                continue;
            left.ForEach(name => failed[name] = "not tested, because other workloads hung on the device");
            left.Clear();
        }
        return Inventory.Of(device with { Untried = null, Excluded = failed.Count > 0 ? failed : null });
    }

    /// <summary>Follows one worker to its end, and removes the tested workloads from <paramref name="left"/>.</summary>
    private (bool Opened, string End, bool Hung) Follow(SelfTestRequest request, List<string> left, SortedDictionary<string, string> failed)
    {
        var (at, opened) = ((string?)null, false);
        using var worker = launcher.Start(request with { Workloads = [.. left] });
        try
        {
            while (worker.Read(Patience, cancellation) is { } entry)
            {
                switch (entry)
                {
                    case SelfTestStarted started:
                        (opened, at) = (true, started.Workload);
                        break;
                    case SelfTestEnded ended:
                        at = null;
                        left.Remove(ended.Workload);
                        if (ended.Failure is { } failure)
                            failed[ended.Workload] = failure;
                        break;
                    case WorkerFinished:
                        return (true, "", false);
                }
            }
        }
        catch (TimeoutException)
        {
            worker.Kill();
            return Ended(string.Create(CultureInfo.InvariantCulture, $"it did not end within {Patience.TotalSeconds:F0} s"), hung: true);
        }
        return Ended(worker.DescribeEnd(), hung: false);

        (bool, string, bool) Ended(string how, bool hung)
        {
            // The worker ended between two workloads. The next one would end at the same workload.
            if (opened && (at ?? left.FirstOrDefault()) is { } broken)
            {
                left.Remove(broken);
                failed[broken] = how;
            }
            return (opened, how, hung);
        }
    }
}

/// <summary>Tests a device in a worker: launches each workload once on its smallest case, and checks the result.</summary>
internal static class DeviceSelfTest
{
    private const ulong Seed = 1;

    /// <returns>False after a workload threw: the device may be broken, so the others need a new process.</returns>
    public static bool Run(
        SelfTestRequest request, IReadOnlyList<IBackend> backends, IReadOnlyList<IWorkload> workloads, Action<JournalEntry> emit)
    {
        var (engine, backend) = (request.Device.Engine, request.Device.Backend);
        using var device = backends.First(b => b.Engine == engine && b.Backend == backend).Open(request.Device);
        foreach (var name in request.Workloads)
        {
            var workload = workloads.First(w => w.Engine == engine && w.Definition.Name == name);
            emit(new SelfTestStarted(name));
            try
            {
                emit(new SelfTestEnded(name, Failure(device, workload)));
            }
            catch (Exception cause)
            {
                emit(new SelfTestEnded(name, Causes.Describe(cause, backends)));
                return false;
            }
        }
        return true;
    }

    /// <summary>The smallest case of the workload on the device; null: it has none.</summary>
    public static Trial? CaseOf(DeviceInfo device, IWorkload workload) => (
        from c in workload.Cases(Suite.Ci, device)
        let trial = new Trial(device.Engine, device.Id, workload.Definition.Name, c.Point, c.DType, c.Conditions)
        where (MemoryRule.Refuse(device, workload.Definition, trial) ?? workload.Refuse(device, trial)) is null
        select trial).FirstOrDefault();

    private static string? Failure(IDevice device, IWorkload workload)
    {
        try
        {
            using var prepared = workload.Prepare(device, CaseOf(device.Info, workload)!, Seed);
            prepared.Launch(0);
            device.Synchronize();
            var result = prepared.Check(0);
            return result.Passed ? null : $"wrong result: {result}";
        }
        catch (RefusedException refused)
        {
            return refused.Message;
        }
    }
}
