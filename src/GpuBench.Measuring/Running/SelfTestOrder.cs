using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Running;

/// <summary>
/// Try these workloads on a device of which it is not known whether it can run them: in a process of its own, which it may end.
/// </summary>
/// <param name="Workloads">Names, in order.</param>
public sealed record SelfTestOrder(DeviceInfo Device, IReadOnlyList<string> Workloads) : WorkerOrder;
