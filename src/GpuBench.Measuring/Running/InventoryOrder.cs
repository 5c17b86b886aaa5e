using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Running;

/// <summary>List the devices of one back end: in a process of its own, because a broken driver may end it.</summary>
public sealed record InventoryOrder(string Engine, Backend Backend) : WorkerOrder;
