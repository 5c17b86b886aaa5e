using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Running;

/// <summary>What a worker does to try a device: each workload launched once on its smallest case, the result checked.</summary>
internal static class DeviceSelfTest
{
    private const ulong Seed = 1;

    /// <returns>False once a workload threw: the device may be broken, so the rest belongs in a fresh process.</returns>
    public static bool Run(
        SelfTestOrder order, IReadOnlyList<IBackend> backends, IReadOnlyList<IWorkload> workloads, Action<JournalEntry> emit)
    {
        using var device = backends.First(b => b.Engine == order.Device.Engine && b.Backend == order.Device.Backend).Open(order.Device);
        foreach (var name in order.Workloads)
        {
            var workload = workloads.First(w => w.Engine == order.Device.Engine && w.Definition.Name == name);
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

    /// <summary>The smallest case that the workload has on the device; null: it has none there.</summary>
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
